import {
  Verification,
  VERIFICATION_CHECKS,
} from 'backstage-plugin-release-evidence-common';
import { useTexts } from '../../translations';
import { Sentence } from '../Moment/Moment';
import { VERIFICATION_LOOKS } from '../Status/looks';
import { StatusWord } from '../Status/StatusWord';
import { Fact } from './Fact';

/** What became of a signed statement, and each of the five checks. */
export const VerificationFacts = (props: { verification: Verification }) => {
  const { status, signer, reason, checks } = props.verification;
  const t = useTexts();
  const asked = status === 'unsigned' ? [] : VERIFICATION_CHECKS;
  return (
    <>
      <Fact name={t('evidence.verification')}>
        <StatusWord
          {...VERIFICATION_LOOKS[status]}
          word={t(`verification.${status}`)}
        />
        {reason && (
          <>
            {': '}
            <Sentence>{reason}</Sentence>
          </>
        )}
      </Fact>
      {signer && <Fact name={t('evidence.signedBy')}>{signer}</Fact>}
      {asked.map(check => (
        <Fact key={check} name={t(`check.${check}`)}>
          {t(`checkResult.${checks[check].result}`)}
          {checks[check].reason && `: ${checks[check].reason}`}
        </Fact>
      ))}
    </>
  );
};
