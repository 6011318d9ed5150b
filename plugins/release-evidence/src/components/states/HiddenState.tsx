import { useTexts } from '../../translations';
import { Notice } from './Notice';

/** For whoever may not see the releases of a component. */
export const HiddenState = (props: { component: string }) => {
  const t = useTexts();
  return (
    <Notice
      title={t('state.hiddenTitle')}
      text={t('state.hiddenText', { component: props.component })}
    />
  );
};
