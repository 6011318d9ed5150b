import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { readComponentAnnotations } from 'backstage-plugin-release-evidence-common';
import useAsync from 'react-use/esm/useAsync';
import { releaseEvidenceApiRef } from '../../api';
import { useTexts } from '../../translations';
import { CopyButton } from '../Digest/CopyButton';
import { Notice } from '../states/Notice';

const useStyles = makeStyles(theme => ({
  code: {
    fontFamily: 'monospace',
    overflowWrap: 'anywhere',
  },
  names: {
    margin: theme.spacing(0.5, 0, 2),
    paddingLeft: theme.spacing(3),
  },
  address: {
    display: 'flex',
    alignItems: 'center',
    margin: theme.spacing(0.5, 0),
  },
}));

/** What to do so that a first release appears. */
export const EmptyReleases = (props: { entity: Entity }) => {
  const classes = useStyles();
  const t = useTexts();
  const api = useApi(releaseEvidenceApiRef);
  const { value: base } = useAsync(() => api.getWebhookBaseUrl(), [api]);
  const { artifacts, repositories } = readComponentAnnotations(
    stringifyEntityRef(props.entity),
    props.entity.metadata.annotations ?? {},
  );
  const address = `${base ?? '/api/release-evidence/webhooks'}/<source>`;
  return (
    <Notice title={t('empty.title')} text={t('empty.text')}>
      <Typography>{t('empty.pointWebhook')}</Typography>
      <div className={classes.address}>
        <code className={classes.code}>{address}</code>
        <CopyButton text={address} label={t('empty.copyUrl')} />
      </div>
      <Typography variant="body2" paragraph>
        {t('empty.sourceName')}
      </Typography>
      <Typography>
        {artifacts.length > 0 ? t('empty.pushOne') : t('empty.pushLabelled')}
      </Typography>
      <ul className={classes.names}>
        {(artifacts.length > 0 ? artifacts : repositories).map(name => (
          <li key={name} className={classes.code}>
            {name}
          </li>
        ))}
      </ul>
      {artifacts.length === 0 && (
        <Typography variant="body2">{t('empty.orAnnotate')}</Typography>
      )}
    </Notice>
  );
};
