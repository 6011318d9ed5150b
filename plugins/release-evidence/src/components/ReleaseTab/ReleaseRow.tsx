import { Link } from '@backstage/core-components';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import type { ReleaseSummary } from 'backstage-plugin-release-evidence-common';
import type { ReactNode } from 'react';
import { useReleasePath } from '../../routes';
import { useTexts } from '../../translations';
import { Commit } from '../Commit/Commit';
import { Digest } from '../Digest/Digest';
import { VisuallyHidden } from '../Digest/VisuallyHidden';
import { mainTag, otherTags } from '../Digest/releaseName';
import { LevelMeter } from '../Level/LevelMeter';
import { exact } from '../Moment/moments';
import { Moment } from '../Moment/Moment';
import { RowCell } from '../RowTable/RowTable';
import { StatusWord } from '../Status/StatusWord';

const useStyles = makeStyles(theme => ({
  tag: {
    fontSize: theme.typography.pxToRem(16),
    fontWeight: 600,
    overflowWrap: 'anywhere',
  },
  quiet: { color: theme.palette.textSubtle },
  title: { display: 'block', overflowWrap: 'anywhere' },
  places: { listStyle: 'none', margin: 0, padding: 0 },
  place: { display: 'block', fontWeight: 600 },
  since: {
    color: theme.palette.textSubtle,
    fontSize: theme.typography.pxToRem(12),
  },
}));

/** One release in the list. */
export const ReleaseRow = (props: {
  release: ReleaseSummary;
  columns: string[];
  environment: string | undefined;
  /** In promotion order. */
  environments: string[];
}) => {
  const { release, columns, environment, environments } = props;
  const cells = [
    <Name key="name" release={release} environment={environment} />,
    <Source key="source" release={release} />,
    <Moment key="recorded" at={release.recordedAt} stacked />,
    <Standing key="standing" release={release} />,
    <Places key="places" release={release} environments={environments} />,
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

interface CellProps {
  release: ReleaseSummary;
}

function Name(props: CellProps & { environment: string | undefined }) {
  const { release, environment } = props;
  const classes = useStyles();
  const t = useTexts();
  const releasePath = useReleasePath();
  const tag = mainTag(release.tags);
  const others = otherTags(release.tags);
  return (
    <>
      {tag && (
        <div>
          <Link
            className={classes.tag}
            to={releasePath(release.digest, { environment })}
          >
            {tag}
          </Link>
          {others.length > 0 && (
            <span className={classes.quiet}>
              {' '}
              {t('releases.alsoTagged', { tags: others.join(', ') })}
            </span>
          )}
        </div>
      )}
      <Digest digest={release.digest} environment={environment} />
    </>
  );
}

function Source({ release: { source, title } }: CellProps) {
  const classes = useStyles();
  const t = useTexts();
  if (!source) {
    return <Quiet>{t('releases.noCommit')}</Quiet>;
  }
  return (
    <>
      {title && <span className={classes.title}>{title}</span>}
      <Commit source={source} />{' '}
      {source.binding === 'inferred' && (
        <StatusWord
          shape="triangle"
          tone="warning"
          word={t('binding.inferred')}
        />
      )}
    </>
  );
}

function Standing({ release }: CellProps) {
  const t = useTexts();
  if (release.environment === null) {
    return <Quiet>{t('releases.notScored')}</Quiet>;
  }
  return (
    <>
      <LevelMeter level={release.level} />
      {release.openFindings > 0 && (
        <div>
          <StatusWord
            shape="octagon"
            tone="bad"
            word={t('releases.findings', { count: release.openFindings })}
          />
        </div>
      )}
    </>
  );
}

function Places(props: CellProps & { environments: string[] }) {
  const { release, environments } = props;
  const runsIn = [...release.runsIn].sort(
    (a, b) =>
      environments.indexOf(a.environment) - environments.indexOf(b.environment),
  );
  const classes = useStyles();
  const t = useTexts();
  return runsIn.length > 0 ? (
    <ul className={classes.places}>
      {runsIn.map(({ environment, since }) => (
        <li key={environment}>
          <span className={classes.place}>{environment}</span>
          <span className={classes.since}>
            {t('releases.since', { time: exact(since) })}
          </span>
        </li>
      ))}
    </ul>
  ) : (
    <Quiet>
      <span aria-hidden>–</span>
      <VisuallyHidden>{t('releases.nowhere')}</VisuallyHidden>
    </Quiet>
  );
}

function Quiet(props: { children: ReactNode }) {
  const classes = useStyles();
  return <span className={classes.quiet}>{props.children}</span>;
}
