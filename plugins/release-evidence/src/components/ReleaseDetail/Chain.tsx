import ButtonBase from '@material-ui/core/ButtonBase';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ReleaseDocument } from 'backstage-plugin-release-evidence-common';
import { useId } from 'react';
import { useTexts } from '../../translations';
import { Sentence } from '../Moment/Moment';
import { LINK_LOOKS } from '../Status/looks';
import { StatusWord } from '../Status/StatusWord';
import { ChainLink, chainOf, Stage } from './chainLinks';

const GAP = 24;

const useStyles = makeStyles(theme => ({
  hint: {
    color: theme.palette.textSubtle,
    marginBottom: theme.spacing(1.5),
    '@media print': { display: 'none' },
  },
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(5, minmax(0, 1fr))',
    gap: GAP,
    listStyle: 'none',
    margin: 0,
    padding: 0,
    [theme.breakpoints.down('sm')]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(2),
    },
  },
  item: {
    position: 'relative',
    // The line that links a box to the one before it.
    '&:not(:first-child)::before': {
      content: '""',
      position: 'absolute',
      top: '50%',
      right: '100%',
      width: GAP,
      borderTop: `2px solid ${theme.palette.textSubtle}`,
      [theme.breakpoints.down('sm')]: {
        top: theme.spacing(-2),
        right: 'auto',
        left: theme.spacing(3),
        width: 0,
        height: theme.spacing(2),
        borderTop: 0,
        borderLeft: `2px solid ${theme.palette.textSubtle}`,
      },
    },
  },
  box: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: theme.spacing(0.5),
    width: '100%',
    height: '100%',
    justifyContent: 'flex-start',
    padding: theme.spacing(1.5),
    textAlign: 'left',
    fontSize: theme.typography.pxToRem(14),
    background: theme.palette.background.paper,
    border: `1px solid ${theme.palette.textSubtle}`,
    borderRadius: theme.shape.borderRadius,
    '&[aria-pressed=true]': {
      borderColor: theme.palette.primary.main,
      boxShadow: `0 0 0 2px ${theme.palette.primary.main}`,
    },
    '&:focus-visible': {
      outline: `3px solid ${theme.palette.primary.main}`,
      outlineOffset: 2,
    },
  },
  stage: { fontWeight: 600, fontSize: theme.typography.pxToRem(16) },
  fact: { overflowWrap: 'anywhere' },
  records: { color: theme.palette.textSubtle, marginTop: 'auto' },
}));

/** From source to deployment: whether each link is there, and how it holds. */
export const Chain = (props: {
  release: ReleaseDocument;
  stage: Stage | undefined;
  onStage: (stage: Stage | undefined) => void;
}) => {
  const { release, stage, onStage } = props;
  const classes = useStyles();
  const t = useTexts();
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <Typography id={heading} variant="h6" component="h3">
        {t('chain.title')}
      </Typography>
      <Typography variant="body2" className={classes.hint}>
        {t('chain.hint')}
      </Typography>
      <ol className={classes.list}>
        {chainOf(t, release).map(link => (
          <li key={link.stage} className={classes.item}>
            <ChainBox
              link={link}
              pressed={link.stage === stage}
              onPress={() =>
                onStage(link.stage === stage ? undefined : link.stage)
              }
            />
          </li>
        ))}
      </ol>
    </section>
  );
};

function ChainBox(props: {
  link: ChainLink;
  pressed: boolean;
  onPress: () => void;
}) {
  const { link, pressed, onPress } = props;
  const classes = useStyles();
  const t = useTexts();
  return (
    <ButtonBase
      className={classes.box}
      aria-pressed={pressed}
      onClick={onPress}
    >
      <span className={classes.stage}>{t(`stage.${link.stage}`)}</span>
      <StatusWord {...LINK_LOOKS[link.state]} word={t(`chain.${link.state}`)} />
      <span className={classes.fact}>
        <Sentence>{link.fact}</Sentence>
      </span>
      <span className={classes.records}>
        {t('chain.records', { count: link.records })}
      </span>
    </ButtonBase>
  );
}
