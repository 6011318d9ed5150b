import { Link } from '@backstage/core-components';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Cell,
  Control,
  EvidenceItem,
  RequirementResult,
} from 'backstage-plugin-release-evidence-common';
import { useTexts } from '../../translations';
import { Sentence } from '../Moment/Moment';
import { STATUS_LOOKS } from '../Status/looks';
import { StatusWord } from '../Status/StatusWord';
import { useEvidenceLink } from './evidenceAnchor';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(2), breakInside: 'avoid' },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    alignItems: 'start',
    justifyItems: 'start',
    gridTemplateColumns: `${theme.spacing(13)}px minmax(0, 1fr)`,
    gap: theme.spacing(0, 2),
    padding: theme.spacing(1.5, 0),
    '&:not(:last-child)': {
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
    [theme.breakpoints.down('xs')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  title: { fontWeight: 600 },
  label: { color: theme.palette.textSubtle },
  evidence: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

/** The requirements of one cell: what holds, what does not, and why. */
export const Requirements = (props: {
  control: Control;
  cell: Cell;
  evidence: EvidenceItem[];
}) => {
  const { control, cell, evidence } = props;
  const classes = useStyles();
  const t = useTexts();
  return (
    <Paper variant="outlined" className={classes.root}>
      <Typography variant="subtitle1" component="h4">
        {t('matrix.requirements', {
          control: t(`control.${control}`),
          level: t(`level.${cell.level}`),
        })}
      </Typography>
      <ul className={classes.list}>
        {cell.requirements.map(requirement => (
          <li key={requirement.id} className={classes.item}>
            <StatusWord
              {...STATUS_LOOKS[requirement.status]}
              word={t(`status.${requirement.status}`)}
            />
            <Requirement requirement={requirement} evidence={evidence} />
          </li>
        ))}
      </ul>
    </Paper>
  );
};

function Requirement(props: {
  requirement: RequirementResult;
  evidence: EvidenceItem[];
}) {
  const { requirement, evidence } = props;
  const classes = useStyles();
  const t = useTexts();
  const evidenceLink = useEvidenceLink();
  const proof = evidence.filter(({ id }) => requirement.evidence.includes(id));
  return (
    <div>
      <div className={classes.title}>{requirement.title}</div>
      <div>
        <Sentence>{requirement.reason}</Sentence>
      </div>
      {requirement.remedy && (
        <div>
          <span className={classes.label}>{t('matrix.remedy')}: </span>
          <Sentence>{requirement.remedy}</Sentence>
        </div>
      )}
      {proof.length > 0 && (
        <div>
          <span className={classes.label}>{t('matrix.evidence')}:</span>
          <ul className={classes.evidence}>
            {proof.map(item => (
              <li key={item.id}>
                <Link to={evidenceLink(item.id)}>{item.summary}</Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
