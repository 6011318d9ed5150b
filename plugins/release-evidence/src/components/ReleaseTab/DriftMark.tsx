import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type { ComponentEnvironment } from 'backstage-plugin-release-evidence-common';
import { useReleasePath } from '../../routes';
import { useTexts } from '../../translations';
import { releaseName } from '../Digest/releaseName';
import { StatusWord } from '../Status/StatusWord';
import { Drift, driftOf } from './drift';

const useStyles = makeStyles(theme => ({
  root: { margin: 0 },
  text: { marginLeft: theme.spacing(1) },
}));

const TEXTS = {
  latest: 'environment.driftLatest',
  approved: 'environment.driftApproved',
} as const satisfies Record<Drift['kind'], string>;

/** Says so when what runs is not what is approved, or not the latest. */
export const DriftMark = (props: { environment: ComponentEnvironment }) => {
  const classes = useStyles();
  const t = useTexts();
  const releasePath = useReleasePath();
  return (
    <>
      {driftOf(props.environment).map(drift => (
        <p key={drift.kind} className={classes.root}>
          <StatusWord
            shape="triangle"
            tone="warning"
            word={t('environment.drift')}
          />
          <span className={classes.text}>
            {t(TEXTS[drift.kind], {
              release: (
                <Link
                  underline="always"
                  to={releasePath(drift.digest, {
                    environment: props.environment.environment,
                  })}
                >
                  {releaseName(drift)}
                </Link>
              ),
            })}
          </span>
        </p>
      ))}
    </>
  );
};
