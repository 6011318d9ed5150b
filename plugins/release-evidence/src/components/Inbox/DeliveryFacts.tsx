import { makeStyles } from '@material-ui/core/styles';
import type { DeliveryDetail } from 'backstage-plugin-release-evidence-common';
import { useTexts } from '../../translations';
import { CopyButton } from '../Digest/CopyButton';
import { Moment } from '../Moment/Moment';
import { DELIVERY_LOOKS } from '../Status/looks';
import { StatusWord } from '../Status/StatusWord';

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
  id: { fontFamily: 'monospace' },
}));

/** What is known of a delivery besides its content. */
export const DeliveryFacts = (props: { delivery: DeliveryDetail }) => {
  const { delivery } = props;
  const { id, type, source, receivedAt, attempts, imported } = delivery;
  const classes = useStyles();
  const t = useTexts();
  return (
    <dl className={classes.root}>
      <dt>{t('delivery.status')}</dt>
      <dd>
        <span role="status">
          <StatusWord
            {...DELIVERY_LOOKS[delivery.status]}
            word={t(`deliveryStatus.${delivery.status}`)}
          />
        </span>
      </dd>
      <dt>{t('delivery.source')}</dt>
      <dd>{source}</dd>
      <dt>{t('delivery.type')}</dt>
      <dd>{type ?? t('delivery.noType')}</dd>
      <dt>{t('delivery.received')}</dt>
      <dd>
        <Moment at={receivedAt} />
      </dd>
      {imported && (
        <>
          <dt>{t('deliveryDetail.imported')}</dt>
          <dd>
            {imported.proof === 'sender'
              ? t('deliveryDetail.importedBySender', { by: imported.by })
              : t('deliveryDetail.importedByWord', { by: imported.by })}
          </dd>
        </>
      )}
      <dt>{t('deliveryDetail.attempts')}</dt>
      <dd>{attempts}</dd>
      <dt>{t('deliveryDetail.id')}</dt>
      <dd>
        <span className={classes.id}>{id}</span>{' '}
        <CopyButton text={id} label={t('deliveryDetail.copyId')} />
      </dd>
    </dl>
  );
};
