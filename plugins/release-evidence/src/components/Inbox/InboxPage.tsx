import { Content, Header, Page } from '@backstage/core-components';
import { useTexts } from '../../translations';
import { InboxContent } from './InboxContent';

/** The inbox with the frame that pages of the old frontend system bring along. */
export const InboxPage = () => {
  const t = useTexts();
  return (
    <Page themeId="tool">
      <Header title={t('inbox.title')} />
      <Content>
        <InboxContent />
      </Content>
    </Page>
  );
};
