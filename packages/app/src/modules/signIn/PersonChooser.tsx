import { Content, Header, Page } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import List from '@material-ui/core/List';
import ListItem from '@material-ui/core/ListItem';
import ListItemText from '@material-ui/core/ListItemText';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { DemoPerson } from './PortalSignInPage';

const useStyles = makeStyles(theme => ({
  box: {
    maxWidth: 480,
    margin: theme.spacing(4, 'auto'),
    padding: theme.spacing(3),
  },
}));

export const PersonChooser = (props: {
  people: DemoPerson[];
  onChoose: (name: string) => void;
}) => {
  const classes = useStyles();
  const title = useApi(configApiRef).getString('app.title');
  return (
    <Page themeId="home">
      <Header title={title} subtitle="A demo with a small company in it" />
      <Content>
        <Paper className={classes.box}>
          <Typography variant="h2" component="h2">
            Who are you?
          </Typography>
          <List aria-label="People of the demo">
            {props.people.map(person => (
              <ListItem
                key={person.name}
                button
                component="button"
                onClick={() => props.onChoose(person.name)}
              >
                <ListItemText
                  primary={person.displayName}
                  secondary={person.role}
                />
              </ListItem>
            ))}
          </List>
        </Paper>
      </Content>
    </Page>
  );
};
