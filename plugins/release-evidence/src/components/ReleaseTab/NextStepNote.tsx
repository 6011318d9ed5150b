import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ComponentEnvironment } from 'backstage-plugin-release-evidence-common';
import { useTexts } from '../../translations';
import { releaseName } from '../Digest/releaseName';
import { Sentence } from '../Moment/Moment';

const useStyles = makeStyles(theme => ({
  root: {
    marginTop: 'auto',
    paddingTop: theme.spacing(1.5),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  label: { color: theme.palette.textSubtle },
  requirement: { fontWeight: 600 },
}));

/** The cheapest step to the next level, and how to take it. */
export const NextStepNote = (props: { environment: ComponentEnvironment }) => {
  const { running, latest, nextStep } = props.environment;
  const classes = useStyles();
  const t = useTexts();
  if (!nextStep) {
    return running?.level === 'strong' ? (
      <div className={classes.root}>
        <Typography variant="body2">{t('environment.allMet')}</Typography>
      </div>
    ) : null;
  }
  return (
    <div className={classes.root}>
      <Typography variant="body2" className={classes.label}>
        {running || !latest
          ? t('environment.next')
          : t('environment.nextForLatest', { release: releaseName(latest) })}
        {': '}
        {t('environment.towards', {
          control: t(`control.${nextStep.control}`),
          level: t(`level.${nextStep.level}`),
        })}
      </Typography>
      <Typography className={classes.requirement}>
        {nextStep.requirement}
      </Typography>
      <Typography variant="body2">
        <Sentence>{nextStep.remedy}</Sentence>
      </Typography>
    </div>
  );
};
