import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import type { DeliverySummary } from 'backstage-plugin-release-evidence-common';
import { deliveryRouteRef } from '../../routes';
import { Texts, useTexts } from '../../translations';
import { Moment } from '../Moment/Moment';
import { RowCell } from '../RowTable/RowTable';
import { DELIVERY_LOOKS } from '../Status/looks';
import { StatusWord } from '../Status/StatusWord';

const useStyles = makeStyles(theme => ({
  type: {
    fontWeight: 600,
    overflowWrap: 'anywhere',
  },
  id: {
    color: theme.palette.textSubtle,
    fontFamily: 'monospace',
    fontSize: theme.typography.pxToRem(11),
    overflowWrap: 'anywhere',
  },
  outcome: { maxWidth: 520, overflowWrap: 'anywhere' },
}));

/** One delivery in the list. */
export const DeliveryRow = (props: {
  delivery: DeliverySummary;
  columns: string[];
}) => {
  const { delivery, columns } = props;
  const classes = useStyles();
  const t = useTexts();
  const deliveryPath = useRouteRef(deliveryRouteRef);
  const cells = [
    <div key="delivery">
      <Link className={classes.type} to={deliveryPath({ id: delivery.id })}>
        {delivery.type ?? t('delivery.noType')}
      </Link>
      <div className={classes.id}>{delivery.id}</div>
    </div>,
    delivery.source,
    <StatusWord
      key="status"
      {...DELIVERY_LOOKS[delivery.status]}
      word={t(`deliveryStatus.${delivery.status}`)}
    />,
    <div key="outcome" className={classes.outcome}>
      {outcomeOf(t, delivery)}
    </div>,
    <Moment key="received" at={delivery.receivedAt} stacked />,
  ];
  return (
    <TableRow role="row">
      {cells.map((content, index) => (
        <RowCell
          key={columns[index]}
          column={columns[index]}
          heading={index === 0}
        >
          {content}
        </RowCell>
      ))}
    </TableRow>
  );
};

function outcomeOf(t: Texts, delivery: DeliverySummary): string {
  switch (delivery.status) {
    case 'done':
      return t('delivery.evidenceRead');
    case 'pending':
      return delivery.error
        ? t('delivery.failedSoFar', {
            count: delivery.attempts,
            error: delivery.error,
          })
        : t('delivery.waits');
    default:
      return delivery.error ?? delivery.reason ?? '';
  }
}
