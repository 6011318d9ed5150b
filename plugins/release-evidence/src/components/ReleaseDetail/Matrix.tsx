import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  Assessment,
  CELL_LEVELS,
  EvidenceItem,
} from 'backstage-plugin-release-evidence-common';
import { useId, useState } from 'react';
import { useTexts } from '../../translations';
import { Digest } from '../Digest/Digest';
import { LevelMeter } from '../Level/LevelMeter';
import { exact } from '../Moment/moments';
import { MatrixCell } from './MatrixCell';
import { ControlSteps, Step, stepsOfControls } from './matrixSteps';
import { shownOnPaper } from '../paper';
import { Requirements } from './Requirements';

/*
 * The stairs: each column's cells are higher than the ones before, so that a
 * row reads as steps. Where there is little room a control's name stands above
 * its steps. The roles are spelled out, as browsers forget them once a table is
 * laid out as something else.
 */
const useStyles = makeStyles(theme => ({
  hint: {
    color: theme.palette.textSubtle,
    marginBottom: theme.spacing(1.5),
    '@media print': { display: 'none' },
  },
  table: {
    // The spacing between the cells also goes around them all.
    width: `calc(100% + ${theme.spacing(1)}px)`,
    margin: theme.spacing(0, -0.5),
    tableLayout: 'fixed',
    borderCollapse: 'separate',
    borderSpacing: theme.spacing(0.5, 0.5),
    '& th': { textAlign: 'left', fontWeight: 600 },
    '& th[scope=row]': { paddingRight: theme.spacing(2) },
    '& thead th': { paddingBottom: theme.spacing(0.5) },
    // The theme's stripes would cut the stairs in two.
    '& tr:nth-of-type(n)': { background: 'none' },
    '& td, & th': {
      padding: 0,
      border: 0,
      background: 'none',
      lineHeight: 1.43,
      // The theme would clip the outline of the focus.
      overflow: 'visible',
      wordBreak: 'normal',
      verticalAlign: 'bottom',
    },
  },
  narrow: {
    [theme.breakpoints.down('sm')]: {
      '&, & thead, & tbody, & [role=cell]': { display: 'block' },
      '&': { width: '100%', margin: 0 },
      '& tr': {
        display: 'grid',
        gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
        gap: theme.spacing(0.5),
      },
      '& th[scope=row], & [colspan]': { gridColumn: '1 / -1' },
      '& th[scope=row]': {
        display: 'flex',
        justifyContent: 'space-between',
        alignItems: 'baseline',
        padding: 0,
        marginTop: theme.spacing(2),
      },
      '& [role=cell]': { alignSelf: 'end' },
      '& thead th:first-child': { display: 'none' },
    },
    [theme.breakpoints.down('sm').replace('@media', '@media print and')]: {
      '& tr[hidden]': { display: 'grid' },
    },
  },
  control: { display: 'block' },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 0.5),
    marginTop: theme.spacing(1.5),
    color: theme.palette.textSubtle,
  },
  panel: { marginTop: theme.spacing(1), ...shownOnPaper('block') },
  panelRow: shownOnPaper('table-row'),
}));

/** Four controls by three levels, drawn as steps; a cell opens its why. */
export const Matrix = (props: {
  assessment: Assessment;
  evidence: EvidenceItem[];
}) => {
  const { assessment, evidence } = props;
  const classes = useStyles();
  const t = useTexts();
  const heading = useId();
  const [open, setOpen] = useState<string>();
  return (
    <section aria-labelledby={heading}>
      <Typography id={heading} variant="h6" component="h3">
        {t('matrix.title')}
      </Typography>
      <Typography variant="body2" className={classes.hint}>
        {t('matrix.legend')}
      </Typography>
      <Table
        role="table"
        className={`${classes.table} ${classes.narrow}`}
        aria-labelledby={heading}
      >
        <TableHead role="rowgroup">
          <TableRow role="row">
            <TableCell component="th" scope="col" role="columnheader">
              {t('matrix.control')}
            </TableCell>
            {CELL_LEVELS.map(level => (
              <TableCell
                component="th"
                key={level}
                scope="col"
                role="columnheader"
              >
                {t(`level.${level}`)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody role="rowgroup">
          {stepsOfControls(assessment.controls).map(row => (
            <MatrixRow
              key={row.control}
              row={row}
              evidence={evidence}
              open={open}
              onOpen={setOpen}
            />
          ))}
        </TableBody>
      </Table>
      <Typography variant="body2" component="div" className={classes.foot}>
        {t('matrix.scored', {
          environment: assessment.environment,
          time: exact(assessment.assessedAt),
        })}
        <Digest digest={assessment.policyVersion} unlinked />
      </Typography>
    </section>
  );
};

function MatrixRow(props: {
  row: ControlSteps;
  evidence: EvidenceItem[];
  open: string | undefined;
  onOpen: (cell: string | undefined) => void;
}) {
  const { row, evidence, open, onOpen } = props;
  const { control, level, steps } = row;
  const classes = useStyles();
  const t = useTexts();
  const id = useId();
  const keyOf = (step: Step) => `${control}.${step.cell.level}`;
  const anyOpen = steps.some(step => keyOf(step) === open);
  return (
    <>
      <TableRow role="row">
        <TableCell component="th" scope="row" role="rowheader">
          <span className={classes.control}>{t(`control.${control}`)}</span>
          <LevelMeter level={level} />
        </TableCell>
        {steps.map(step => (
          <TableCell key={step.cell.level} role="cell">
            <MatrixCell
              control={control}
              step={step}
              open={keyOf(step) === open}
              panel={`${id}-${step.cell.level}`}
              onToggle={() =>
                onOpen(keyOf(step) === open ? undefined : keyOf(step))
              }
            />
          </TableCell>
        ))}
      </TableRow>
      <TableRow role="row" className={classes.panelRow} hidden={!anyOpen}>
        <TableCell role="cell" colSpan={CELL_LEVELS.length + 1}>
          {steps.map(step => (
            <div
              key={step.cell.level}
              id={`${id}-${step.cell.level}`}
              className={classes.panel}
              hidden={keyOf(step) !== open}
            >
              <Requirements
                control={control}
                cell={step.cell}
                evidence={evidence}
              />
            </div>
          ))}
        </TableCell>
      </TableRow>
    </>
  );
}
