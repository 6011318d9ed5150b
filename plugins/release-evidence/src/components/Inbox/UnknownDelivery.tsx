import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { inboxRouteRef } from '../../routes';
import { useTexts } from '../../translations';
import { Notice } from '../states/Notice';
import { isHidden, isRefused } from '../states/refusal';

/** Whether the server knows no such delivery, or takes the id for none. */
export function isNoDelivery(error: Error): boolean {
  return isHidden(error) || isRefused(error);
}

export const UnknownDelivery = (props: { id: string }) => {
  const t = useTexts();
  const inboxPath = useRouteRef(inboxRouteRef);
  return (
    <Notice
      title={t('deliveryDetail.goneTitle')}
      text={t('deliveryDetail.goneText', { id: props.id })}
    >
      <LinkButton to={inboxPath()} variant="outlined">
        {t('deliveryDetail.back')}
      </LinkButton>
    </Notice>
  );
};
