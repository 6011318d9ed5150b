import { useTexts } from '../../translations';
import { Notice } from '../states/Notice';

/** For whoever may not see what senders sent. */
export const HiddenInbox = () => {
  const t = useTexts();
  return <Notice title={t('inbox.hiddenTitle')} text={t('inbox.hiddenText')} />;
};
