import { LinkButton } from '@backstage/core-components';
import { parseDigest } from 'backstage-plugin-release-evidence-common';
import { useTabPath } from '../../routes';
import { useTexts } from '../../translations';
import { Notice } from '../states/Notice';

/** For a digest that is no release here, a hidden one, or what is no digest. */
export const UnknownRelease = (props: { component: string; given: string }) => {
  const t = useTexts();
  const { component, given } = props;
  const digest = parseDigest(given);
  return (
    <Notice
      title={digest ? t('state.unknownTitle') : t('state.noDigestTitle')}
      text={
        digest
          ? t('state.unknownText', { component, digest })
          : t('state.noDigestText', { given })
      }
    >
      <LinkButton to={useTabPath()} variant="outlined">
        {t('state.allReleases', { component })}
      </LinkButton>
    </Notice>
  );
};
