import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type { ReleaseSource } from 'backstage-plugin-release-evidence-common';
import { commitUrl } from './commitUrl';

const useStyles = makeStyles(theme => ({
  code: {
    fontFamily: 'monospace',
    fontSize: theme.typography.pxToRem(13),
  },
}));

/** A commit by its first eight digits, with a link to the forge. */
export const Commit = (props: { source: ReleaseSource }) => {
  const classes = useStyles();
  const url = commitUrl(props.source);
  const code = (
    <code className={classes.code}>{props.source.commit.slice(0, 8)}</code>
  );
  return url ? <Link to={url}>{code}</Link> : code;
};
