import { makeStyles } from '@material-ui/core/styles';
import type {
  ReleaseDocument,
  ReleaseTag,
} from 'backstage-plugin-release-evidence-common';
import { useTexts } from '../../translations';
import { Commit } from '../Commit/Commit';
import { Digest } from '../Digest/Digest';
import { exact } from '../Moment/moments';
import { Moment } from '../Moment/Moment';
import { BindingWord } from './BindingWord';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.75, 3),
    margin: theme.spacing(2, 0, 0),
    '& dt': { color: theme.palette.textSubtle },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
    [theme.breakpoints.down('xs')]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
      '& dd': { marginBottom: theme.spacing(1) },
    },
  },
  list: { listStyle: 'none', margin: 0, padding: 0 },
}));

/** The names of a release and what they point at. */
export const ReleaseFactList = (props: { release: ReleaseDocument }) => {
  const { release } = props;
  const { digest, digests, tags, source, title, repository } = release;
  const classes = useStyles();
  const t = useTexts();
  const platforms = digests.filter(other => other !== digest);
  return (
    <dl className={classes.root}>
      <dt>{t('detail.digest')}</dt>
      <dd>
        <Digest digest={digest} whole unlinked />
      </dd>
      {platforms.length > 0 && (
        <>
          <dt>{t('detail.platforms', { count: platforms.length })}</dt>
          <dd>
            <ul className={classes.list}>
              {platforms.map(platform => (
                <li key={platform}>
                  <Digest digest={platform} whole unlinked />
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      <dt>{t('detail.repository')}</dt>
      <dd>{repository ?? t('detail.notKnown')}</dd>
      <dt>{t('detail.tags')}</dt>
      <dd>
        <Tags tags={tags} />
      </dd>
      <dt>{t('detail.source')}</dt>
      <dd>
        {source ? (
          <>
            {source.repository} <Commit source={source} /> {title}{' '}
            <BindingWord binding={source.binding} />
          </>
        ) : (
          t('detail.notKnown')
        )}
      </dd>
      {release.recordedAt && (
        <>
          <dt>{t('detail.recorded')}</dt>
          <dd>
            <Moment at={release.recordedAt} />
          </dd>
        </>
      )}
    </dl>
  );
};

function Tags(props: { tags: ReleaseTag[] }) {
  const classes = useStyles();
  const t = useTexts();
  return props.tags.length > 0 ? (
    <ul className={classes.list}>
      {props.tags.map(({ name, from, to }) => (
        <li key={`${name} ${from}`}>
          {to === null
            ? t('detail.tagNow', { tag: name, from: exact(from) })
            : t('detail.tagUntil', {
                tag: name,
                from: exact(from),
                to: exact(to),
              })}
        </li>
      ))}
    </ul>
  ) : (
    <>{t('detail.noTag')}</>
  );
}
