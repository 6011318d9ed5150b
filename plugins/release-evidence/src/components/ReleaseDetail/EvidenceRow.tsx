import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import type { EvidenceItem } from 'backstage-plugin-release-evidence-common';
import { useId, useState } from 'react';
import { useTexts } from '../../translations';
import { Digest } from '../Digest/Digest';
import { lateness } from '../Moment/moments';
import { Moment, Sentence } from '../Moment/Moment';
import { RowCell } from '../RowTable/RowTable';
import { BindingWord } from './BindingWord';
import { FactGroup } from './FactGroup';
import { anchorOf } from './evidenceAnchor';
import { RawDocument } from '../RawDocument/RawDocument';
import { StatementFacts } from './StatementFacts';
import { VerificationFacts } from './VerificationFacts';

const useStyles = makeStyles(theme => ({
  row: {
    breakInside: 'avoid',
    borderTop: `1px solid ${theme.palette.divider}`,
    scrollMarginTop: theme.spacing(10),
    '& > *': { borderBottom: 0 },
  },
  targeted: {
    outline: `3px solid ${theme.palette.primary.main}`,
    outlineOffset: -3,
  },
  summary: { fontWeight: 600, overflowWrap: 'anywhere' },
  id: {
    color: theme.palette.textSubtle,
    fontFamily: 'monospace',
    // Small enough to stand on one line of a phone.
    fontSize: theme.typography.pxToRem(11),
    overflowWrap: 'anywhere',
  },
  quiet: { color: theme.palette.textSubtle },
  late: { fontSize: theme.typography.pxToRem(12), fontWeight: 600 },
  proof: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: theme.spacing(0.5, 3),
    overflowWrap: 'anywhere',
    [theme.breakpoints.down('md')]: {
      flexFlow: 'row wrap',
      alignItems: 'baseline',
    },
    '@media print': { '& a::after': { content: '": " attr(href)' } },
  },
  raw: {
    padding: 0,
    minWidth: 0,
    whiteSpace: 'nowrap',
    '@media print': { display: 'none' },
  },
  open: { transform: 'rotate(180deg)' },
  // The raw document must not make the table wider than the page.
  more: {
    maxWidth: 0,
    padding: theme.spacing(0, 2, 1.5),
    borderBottom: 0,
  },
  moreRow: {
    [theme.breakpoints.down('md')]: {
      '&&': { borderTop: 0, paddingTop: 0 },
      '& > td': { display: 'block', maxWidth: 'none' },
    },
  },
}));

/** One record: what it says, of which digest, how surely, and who said it. */
export const EvidenceRow = (props: {
  item: EvidenceItem;
  targeted: boolean;
}) => {
  const { item, targeted } = props;
  const { verification, statement, delivery, subject } = item;
  const classes = useStyles();
  const t = useTexts();
  const panel = useId();
  const [open, setOpen] = useState(false);
  const withMore = open || verification !== null;
  return (
    <>
      <TableRow
        id={anchorOf(item.id)}
        role="row"
        tabIndex={-1}
        className={`${classes.row} ${targeted ? classes.targeted : ''}`}
      >
        <RowCell column={t('evidence.record')} heading>
          <div className={classes.summary}>
            <Sentence>{item.summary}</Sentence>
          </div>
          <div className={classes.id}>{item.id}</div>
        </RowCell>
        <RowCell column={t('evidence.subject')}>
          {subject ? (
            <Digest digest={subject} />
          ) : (
            <span className={classes.quiet}>{t('evidence.noSubject')}</span>
          )}
        </RowCell>
        <RowCell column={t('evidence.binding')}>
          <BindingWord binding={item.binding} />
        </RowCell>
        <RowCell column={t('evidence.sender')}>{item.source}</RowCell>
        <RowCell column={t('evidence.occurred')}>
          <Happened item={item} />
        </RowCell>
        <RowCell column={t('evidence.proof')}>
          <div className={classes.proof}>
            {item.link && (
              <Link to={item.link}>{t('evidence.openAtSender')}</Link>
            )}
            {delivery && (
              <RawButton
                open={open}
                panel={panel}
                onToggle={() => setOpen(!open)}
              />
            )}
          </div>
        </RowCell>
      </TableRow>
      {withMore && (
        <TableRow role="row" className={classes.moreRow}>
          <TableCell role="cell" colSpan={6} className={classes.more}>
            {verification && (
              <>
                <FactGroup>
                  <VerificationFacts verification={verification} />
                </FactGroup>
                {statement && <StatementFacts statement={statement} />}
              </>
            )}
            {open && delivery && (
              <div id={panel}>
                <RawDocument
                  delivery={delivery}
                  label={t('evidence.rawOf', { summary: item.summary })}
                />
              </div>
            )}
          </TableCell>
        </TableRow>
      )}
    </>
  );
};

function Happened(props: { item: EvidenceItem }) {
  const classes = useStyles();
  const t = useTexts();
  const late = lateness(props.item);
  return (
    <>
      <Moment at={props.item.occurredAt} stacked />
      {late && (
        <div className={classes.late}>
          {t('timeline.later', { duration: late })}
        </div>
      )}
    </>
  );
}

function RawButton(props: {
  open: boolean;
  panel: string;
  onToggle: () => void;
}) {
  const { open, panel, onToggle } = props;
  const classes = useStyles();
  const t = useTexts();
  return (
    <Button
      className={classes.raw}
      size="small"
      aria-expanded={open}
      aria-controls={open ? panel : undefined}
      endIcon={
        <ExpandMoreIcon aria-hidden className={open ? classes.open : ''} />
      }
      onClick={onToggle}
    >
      {t('evidence.showRaw')}
    </Button>
  );
}
