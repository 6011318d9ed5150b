import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import useAsync from 'react-use/esm/useAsync';
import { releaseEvidenceApiRef } from '../../api';
import { useTexts } from '../../translations';
import { CopyButton } from '../Digest/CopyButton';
import { Notice } from '../states/Notice';

const useStyles = makeStyles({
  code: { fontFamily: 'monospace', overflowWrap: 'anywhere' },
  address: { display: 'flex', alignItems: 'center' },
});

/** What to do so that somebody can deliver. */
export const NoSources = () => {
  const classes = useStyles();
  const t = useTexts();
  const api = useApi(releaseEvidenceApiRef);
  const { value: base } = useAsync(() => api.getWebhookBaseUrl(), [api]);
  const address = `${base ?? '/api/release-evidence/webhooks'}/<source>`;
  return (
    <Notice title={t('inbox.noSourceTitle')} text={t('inbox.noSourceText')}>
      <Typography>{t('inbox.itsAddress')}</Typography>
      <div className={classes.address}>
        <code className={classes.code}>{address}</code>
        <CopyButton text={address} label={t('empty.copyUrl')} />
      </div>
    </Notice>
  );
};
