import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  EvidenceItem,
  Instant,
} from 'backstage-plugin-release-evidence-common';
import { useId } from 'react';
import { useTexts } from '../../translations';
import { exact, lateness, relative } from '../Moment/moments';
import { Sentence } from '../Moment/Moment';
import { Stage, stageOf } from './chainLinks';
import { useEvidenceLink } from './evidenceAnchor';
import { shownOnPaper } from '../paper';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    position: 'relative',
    display: 'grid',
    gridTemplateColumns: '300px minmax(0, 1fr)',
    gap: theme.spacing(0, 2),
    alignItems: 'baseline',
    padding: theme.spacing(0, 0, 1, 3),
    breakInside: 'avoid',
    [theme.breakpoints.down('sm')]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
      paddingBottom: theme.spacing(2),
    },
    ...shownOnPaper('grid'),
    '&::before': {
      content: '""',
      position: 'absolute',
      left: 4,
      top: theme.spacing(0.75),
      width: 8,
      height: 8,
      borderRadius: '50%',
      border: `2px solid ${theme.palette.primary.main}`,
    },
    '&:not(:last-child)::after': {
      content: '""',
      position: 'absolute',
      left: 9,
      top: theme.spacing(2.5),
      bottom: theme.spacing(-0.5),
      borderLeft: `2px solid ${theme.palette.divider}`,
    },
  },
  time: {
    color: theme.palette.textSubtle,
    fontSize: theme.typography.pxToRem(13),
  },
  late: {
    color: theme.palette.textSubtle,
    fontSize: theme.typography.pxToRem(13),
  },
}));

/** What happened, in order. */
export const Timeline = (props: {
  evidence: EvidenceItem[];
  stage: Stage | undefined;
}) => {
  const { evidence, stage } = props;
  const classes = useStyles();
  const t = useTexts();
  const heading = useId();
  const evidenceLink = useEvidenceLink();
  const isShown = (item: EvidenceItem) => !stage || stageOf(item) === stage;
  return (
    <section aria-labelledby={heading}>
      <Typography id={heading} variant="h6" component="h3" gutterBottom>
        {t('timeline.title')}
      </Typography>
      {!evidence.some(isShown) && (
        <Typography>
          {stage
            ? t('timeline.noneOfStage', { stage: t(`stage.${stage}`) })
            : t('timeline.none')}
        </Typography>
      )}
      <ol className={classes.list}>
        {inOrder(evidence).map(item => (
          <li key={item.id} className={classes.item} hidden={!isShown(item)}>
            <div className={classes.time}>
              <When at={item.occurredAt} />
            </div>
            <div>
              <Link to={evidenceLink(item.id)} underline="always">
                <Sentence>{item.summary}</Sentence>
              </Link>
              <Late item={item} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
};

function When(props: { at: Instant }) {
  const { at } = props;
  return (
    <time dateTime={at} title={exact(at)}>
      {relative(at)}, {exact(at)}
    </time>
  );
}

function Late(props: { item: EvidenceItem }) {
  const classes = useStyles();
  const t = useTexts();
  const late = lateness(props.item);
  return late ? (
    <span className={classes.late}>
      {' ('}
      {t('timeline.later', { duration: late })})
    </span>
  ) : null;
}

function inOrder(evidence: EvidenceItem[]): EvidenceItem[] {
  return [...evidence].sort(
    (a, b) =>
      a.occurredAt.localeCompare(b.occurredAt) || a.id.localeCompare(b.id),
  );
}
