import { Link } from '@backstage/core-components';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import type {
  DeliveryCount,
  DeliveryCounts,
  SourceHealth,
} from 'backstage-plugin-release-evidence-common';
import { Texts, useTexts } from '../../translations';
import { Moment } from '../Moment/Moment';
import { roughly } from '../Moment/moments';
import { RowCell } from '../RowTable/RowTable';
import { asSentence } from '../sentence';
import { SOURCE_LOOKS } from '../Status/looks';
import { StatusWord } from '../Status/StatusWord';
import { ReplayAllButton } from './ReplayAllButton';
import { filtersSearch } from './useDeliveryFilters';

const useStyles = makeStyles(theme => ({
  name: {
    fontSize: theme.typography.pxToRem(16),
    fontWeight: 600,
    overflowWrap: 'anywhere',
  },
  quiet: { color: theme.palette.textSubtle },
  type: { color: theme.palette.textSubtle, whiteSpace: 'nowrap' },
  reason: { maxWidth: 420, overflowWrap: 'anywhere' },
  dead: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
  },
}));

/** How one source is doing. */
export const SourceRow = (props: {
  source: SourceHealth;
  counts: DeliveryCounts;
  columns: string[];
  onReplayed: () => void;
}) => {
  const { source, counts, columns, onReplayed } = props;
  const classes = useStyles();
  const t = useTexts();
  const why = whyOf(t, source, new Date());
  const cells = [
    <div key="name">
      <Link
        className={classes.name}
        to={filtersSearch({ source: source.id })}
        aria-label={t('source.deliveriesOf', { source: source.id })}
      >
        {source.id}
      </Link>
      <div className={classes.type}>{source.type}</div>
    </div>,
    <div key="health" className={classes.reason}>
      <StatusWord
        {...SOURCE_LOOKS[source.status]}
        word={t(`sourceStatus.${source.status}`)}
      />
      {why && <div>{why}</div>}
    </div>,
    source.lastAcceptedAt ? (
      <Moment key="accepted" at={source.lastAcceptedAt} stacked />
    ) : (
      <Quiet key="accepted">{t('source.never')}</Quiet>
    ),
    <Refused key="refused" source={source} />,
    <Waiting key="waiting" source={source} counts={counts} />,
    <Dead key="dead" source={source} counts={counts} onReplayed={onReplayed} />,
  ];
  return (
    <TableRow role="row">
      {cells.map((content, index) => (
        <RowCell
          key={columns[index]}
          column={columns[index]}
          heading={index === 0}
        >
          {content}
        </RowCell>
      ))}
    </TableRow>
  );
};

/** Why a source is called what it is called, where the word is not enough. */
function whyOf(t: Texts, source: SourceHealth, now: Date): string | undefined {
  const { status, lastAcceptedAt, usualSilenceSeconds, dead } = source;
  switch (status) {
    case 'not-served':
      return source.reason && asSentence(source.reason);
    case 'failing':
      return dead > 0 ? t('source.hasDead') : t('source.refusing');
    case 'silent':
      return lastAcceptedAt === null || usualSilenceSeconds === null
        ? t('source.nothingYet')
        : t('source.quietFor', {
            duration: roughly(now.getTime() - Date.parse(lastAcceptedAt)),
            usual: roughly(usualSilenceSeconds * 1000),
          });
    default:
      return undefined;
  }
}

function Refused({ source }: { source: SourceHealth }) {
  const classes = useStyles();
  const t = useTexts();
  const refused = source.lastRejected;
  return refused ? (
    <div className={classes.reason}>
      <Moment at={refused.at} stacked />
      <div>{asSentence(refused.reason)}</div>
      <div className={classes.quiet}>
        {t('source.refusedInAll', { count: refused.count })}
      </div>
    </div>
  ) : (
    <Quiet>{t('source.never')}</Quiet>
  );
}

interface CountedProps {
  source: SourceHealth;
  counts: DeliveryCounts;
}

function Waiting({ source, counts }: CountedProps) {
  const t = useTexts();
  const pending = countOf(counts, source.id, 'pending');
  if (pending === 0) {
    return <Quiet>{t('source.nothingWaits')}</Quiet>;
  }
  return (
    <>
      <Link to={filtersSearch({ source: source.id, status: 'pending' })}>
        {t('source.pending', { number: shownCount(t, counts, pending) })}
      </Link>
      <div>
        {t('source.waitsFor', {
          duration: roughly(source.lagSeconds * 1000),
        })}
      </div>
    </>
  );
}

function Dead(props: CountedProps & { onReplayed: () => void }) {
  const { source, counts, onReplayed } = props;
  const classes = useStyles();
  const t = useTexts();
  const ignored = countOf(counts, source.id, 'ignored');
  return (
    <>
      {source.dead > 0 ? (
        <div className={classes.dead}>
          <Link
            to={filtersSearch({ source: source.id, status: 'dead' })}
            aria-label={t('source.showDead', {
              count: source.dead,
              source: source.id,
            })}
          >
            {source.dead}
          </Link>
          <ReplayAllButton
            source={source.id}
            dead={source.dead}
            onReplayed={onReplayed}
          />
        </div>
      ) : (
        <Quiet>{t('source.none')}</Quiet>
      )}
      {ignored > 0 && (
        <div>
          <Link
            to={filtersSearch({ source: source.id, status: 'ignored' })}
            aria-label={t('source.showIgnored', {
              count: ignored,
              source: source.id,
            })}
          >
            {t('source.ignored', { number: shownCount(t, counts, ignored) })}
          </Link>
        </div>
      )}
    </>
  );
}

function countOf(
  { counts }: DeliveryCounts,
  source: string,
  status: DeliveryCount['status'],
): number {
  return (
    counts.find(entry => entry.source === source && entry.status === status)
      ?.count ?? 0
  );
}

/** No more than `upTo` of a status were counted, over all sources. */
function shownCount(t: Texts, { upTo }: DeliveryCounts, count: number): string {
  return count >= upTo
    ? t('source.more', { number: String(count) })
    : String(count);
}

function Quiet(props: { children: string }) {
  const classes = useStyles();
  return <span className={classes.quiet}>{props.children}</span>;
}
