import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { shortDigest } from 'backstage-plugin-release-evidence-common';
import type { Digest as DigestValue } from 'backstage-plugin-release-evidence-common';
import { ONLY_ON_PAPER } from '../paper';
import { useReleasePath } from '../../routes';
import { useTexts } from '../../translations';
import { CopyButton } from './CopyButton';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    maxWidth: '100%',
  },
  code: {
    fontFamily: 'monospace',
    overflowWrap: 'anywhere',
    fontSize: theme.typography.pxToRem(13),
  },
  short: { '@media screen': { whiteSpace: 'nowrap' } },
  onScreen: { '@media print': { display: 'none' } },
  onPaper: ONLY_ON_PAPER,
}));

/** A digest outside of a component's page; it leads to where it is told. */
export const DigestCode = (props: {
  digest: DigestValue;
  whole?: boolean;
  to?: string;
}) => {
  const { digest, whole, to } = props;
  const classes = useStyles();
  const t = useTexts();
  const code = (
    <code className={`${classes.code} ${whole ? '' : classes.short}`}>
      {whole ? (
        digest
      ) : (
        <>
          <span className={classes.onScreen}>{shortDigest(digest)}</span>
          <span className={classes.onPaper}>{digest}</span>
        </>
      )}
    </code>
  );
  return (
    <span className={classes.root}>
      {to === undefined ? (
        code
      ) : (
        <Link
          to={to}
          aria-label={t('digest.openRelease', { digest: shortDigest(digest) })}
        >
          {code}
        </Link>
      )}
      <CopyButton
        text={digest}
        label={t('digest.copy', { digest: shortDigest(digest) })}
      />
    </span>
  );
};

/**
 * A digest: short unless `whole`, with a button that copies all of it, and a
 * link to its release unless `unlinked`.
 */
export const Digest = (props: {
  digest: DigestValue;
  environment?: string;
  whole?: boolean;
  unlinked?: boolean;
}) => {
  const { digest, environment, whole, unlinked } = props;
  const releasePath = useReleasePath();
  return (
    <DigestCode
      digest={digest}
      whole={whole}
      to={unlinked ? undefined : releasePath(digest, { environment })}
    />
  );
};
