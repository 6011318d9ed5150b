import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type { ReleaseDocument } from 'backstage-plugin-release-evidence-common';
import { useLocation } from 'react-router-dom';
import { useTexts } from '../../translations';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
  },
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    listStyle: 'none',
    margin: 0,
    padding: 0,
    gap: theme.spacing(1),
  },
  link: {
    display: 'inline-block',
    padding: theme.spacing(0.5, 1.5),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    '&[aria-current]': {
      borderColor: theme.palette.primary.main,
      background: theme.palette.primary.main,
      color: theme.palette.primary.contrastText,
      fontWeight: 600,
    },
    '@media print': { '&:not([aria-current])': { display: 'none' } },
  },
}));

/** Chooses the environment that the release is scored for. */
export const EnvironmentSwitch = (props: { release: ReleaseDocument }) => {
  const { assessment, environments } = props.release;
  const classes = useStyles();
  const t = useTexts();
  const { pathname, search } = useLocation();
  if (!assessment) {
    return null;
  }
  const addressOf = (environment: string) => {
    const query = new URLSearchParams(search);
    query.set('environment', environment);
    return `${pathname}?${query}`;
  };
  return (
    <nav className={classes.root} aria-label={t('detail.environmentMenu')}>
      <span>{t('detail.scoredFor')}</span>
      <ul className={classes.list}>
        {environments.map(name => (
          <li key={name}>
            <Link
              className={classes.link}
              to={addressOf(name)}
              replace
              underline="none"
              aria-current={name === assessment.environment || undefined}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
};
