import { makeStyles } from '@material-ui/core/styles';
import type { ComponentEnvironment } from 'backstage-plugin-release-evidence-common';
import { useTexts } from '../../translations';
import { EnvironmentCard } from './EnvironmentCard';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 320px), 1fr))',
    gap: theme.spacing(2),
    listStyle: 'none',
    margin: theme.spacing(2, 0, 3),
    padding: 0,
  },
}));

/** The environments in promotion order, with what runs in each. */
export const EnvironmentCards = (props: {
  environments: ComponentEnvironment[];
}) => {
  const classes = useStyles();
  const t = useTexts();
  return props.environments.length > 0 ? (
    <ol className={classes.list} aria-label={t('tab.environments')}>
      {props.environments.map(environment => (
        <li key={environment.environment}>
          <EnvironmentCard environment={environment} />
        </li>
      ))}
    </ol>
  ) : null;
};
