import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  EvidenceClass,
  EvidenceItem,
} from 'backstage-plugin-release-evidence-common';
import { useId } from 'react';
import { useTexts } from '../../translations';
import { RowGroup, RowTable } from '../RowTable/RowTable';
import { Stage, stageOf } from './chainLinks';
import { EvidenceRow } from './EvidenceRow';

const CLASSES: EvidenceClass[] = [
  'source',
  'build',
  'artifact',
  'sbom',
  'attestation',
  'approval',
  'deployment',
];

const useStyles = makeStyles(theme => ({
  legend: {
    maxWidth: 900,
    color: theme.palette.textSubtle,
    marginBottom: theme.spacing(1.5),
  },
  filter: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1.5),
    '@media print': { display: 'none' },
  },
  class: {
    borderTop: `1px solid ${theme.palette.divider}`,
    '&&': { background: theme.palette.background.default },
    '& > *': {
      padding: theme.spacing(1, 2),
      fontSize: theme.typography.pxToRem(16),
      fontWeight: 600,
      lineHeight: 1.5,
      borderBottom: 0,
    },
  },
  count: { color: theme.palette.textSubtle, fontWeight: 400 },
  // Rows that belong together would get stripes of their own.
  plain: { '& tr:nth-of-type(n):not($class)': { background: 'none' } },
}));

/** Every record that the release rests on, by class. */
export const EvidenceTable = (props: {
  evidence: EvidenceItem[];
  stage: Stage | undefined;
  onStage: (stage: Stage | undefined) => void;
  /** The record that the URL points at. */
  target: string | undefined;
}) => {
  const { evidence, stage, onStage, target } = props;
  const classes = useStyles();
  const t = useTexts();
  const heading = useId();
  const groups = CLASSES.map(name => ({
    name,
    items: evidence.filter(item => item.class === name),
  })).filter(({ items }) => items.length > 0);
  const isShown = (name: EvidenceClass) =>
    !stage || stageOf({ class: name }) === stage;
  const anyShown = groups.some(({ name }) => isShown(name));
  return (
    <section aria-labelledby={heading}>
      <Typography id={heading} variant="h6" component="h3" gutterBottom>
        {t('evidence.title')}
      </Typography>
      <Typography variant="body2" className={classes.legend}>
        {t('evidence.legend')}
      </Typography>
      {stage && <OnlyStage stage={stage} onStage={onStage} />}
      {!anyShown && <Typography>{t('evidence.noneShown')}</Typography>}
      <Paper hidden={!anyShown} className={classes.plain}>
        <RowTable
          label={t('evidence.title')}
          columns={[
            t('evidence.record'),
            t('evidence.subject'),
            t('evidence.binding'),
            t('evidence.sender'),
            t('evidence.occurred'),
            t('evidence.proof'),
          ]}
        >
          {groups.map(({ name, items }) => (
            <RowGroup key={name} hidden={!isShown(name)}>
              <TableRow role="row" className={classes.class}>
                <TableCell
                  component="th"
                  scope="rowgroup"
                  role="rowheader"
                  colSpan={6}
                >
                  {t(`evidenceClass.${name}`)}{' '}
                  <span className={classes.count}>({items.length})</span>
                </TableCell>
              </TableRow>
              {items.map(item => (
                <EvidenceRow
                  key={item.id}
                  item={item}
                  targeted={item.id === target}
                />
              ))}
            </RowGroup>
          ))}
        </RowTable>
      </Paper>
    </section>
  );
};

function OnlyStage(props: {
  stage: Stage;
  onStage: (stage: Stage | undefined) => void;
}) {
  const { stage, onStage } = props;
  const classes = useStyles();
  const t = useTexts();
  return (
    <div className={classes.filter} role="status">
      <span>{t('evidence.onlyStage', { stage: t(`stage.${stage}`) })}</span>
      <Button
        size="small"
        variant="outlined"
        onClick={() => onStage(undefined)}
      >
        {t('evidence.showAll')}
      </Button>
    </div>
  );
}
