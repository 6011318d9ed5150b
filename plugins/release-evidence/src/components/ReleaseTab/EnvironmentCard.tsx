import { InfoCard, Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import LockIcon from '@material-ui/icons/Lock';
import type { ComponentEnvironment } from 'backstage-plugin-release-evidence-common';
import { useReleasePath } from '../../routes';
import { useTexts } from '../../translations';
import { Digest } from '../Digest/Digest';
import { releaseName } from '../Digest/releaseName';
import { LevelMeter } from '../Level/LevelMeter';
import { Moment } from '../Moment/Moment';
import { DriftMark } from './DriftMark';
import { NextStepNote } from './NextStepNote';

const useStyles = makeStyles(theme => ({
  card: { height: '100%', breakInside: 'avoid' },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
  },
  title: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'baseline',
    gap: theme.spacing(2),
  },
  protected: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    color: theme.palette.textSubtle,
    fontSize: theme.typography.pxToRem(14),
    fontWeight: 400,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'baseline',
    gap: theme.spacing(0, 2),
  },
  tag: {
    fontSize: theme.typography.pxToRem(24),
    fontWeight: 600,
    overflowWrap: 'anywhere',
  },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    '& dt': { color: theme.palette.textSubtle },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
}));

/** One environment: what runs there, at which level, and what comes next. */
export const EnvironmentCard = (props: {
  environment: ComponentEnvironment;
}) => {
  const { environment } = props;
  const classes = useStyles();
  const t = useTexts();
  return (
    <InfoCard
      className={classes.card}
      cardClassName={classes.content}
      title={
        <span className={classes.title}>
          {environment.environment}
          {environment.protected && (
            <span className={classes.protected}>
              <LockIcon aria-hidden fontSize="inherit" />
              {t('environment.protected')}
            </span>
          )}
        </span>
      }
      titleTypographyProps={{ variant: 'h6', component: 'h3' }}
    >
      {environment.running ? (
        <Running
          environment={environment.environment}
          running={environment.running}
        />
      ) : (
        <Typography>{t('environment.nothingRuns')}</Typography>
      )}
      <DriftMark environment={environment} />
      <NextStepNote environment={environment} />
    </InfoCard>
  );
};

function Running(props: {
  environment: string;
  running: NonNullable<ComponentEnvironment['running']>;
}) {
  const { environment, running } = props;
  const { digest, level, since, approvedBy } = running;
  const classes = useStyles();
  const t = useTexts();
  const releasePath = useReleasePath();
  return (
    <>
      <div>
        <div className={classes.head}>
          <Link
            className={classes.tag}
            to={releasePath(digest, { environment })}
          >
            {releaseName(running)}
          </Link>
          <LevelMeter level={level} large />
        </div>
        <Digest digest={digest} environment={environment} />
      </div>
      <dl className={classes.facts}>
        <dt>{t('environment.since')}</dt>
        <dd>
          <Moment at={since} />
        </dd>
        <dt>{t('environment.approvedBy')}</dt>
        <dd>{approvedBy ?? t('environment.nobody')}</dd>
      </dl>
    </>
  );
}
