import { CopyTextButton } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Signer,
  StatementDetails,
} from 'backstage-plugin-release-evidence-common';
import { useTexts } from '../../translations';
import { Moment } from '../Moment/Moment';
import { Fact } from './Fact';
import { FactGroup } from './FactGroup';

const useStyles = makeStyles(theme => ({
  print: {
    fontFamily: 'monospace',
    fontSize: theme.typography.pxToRem(12),
  },
  check: { margin: theme.spacing(1, 0) },
  command: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    marginTop: theme.spacing(0.5),
  },
  code: {
    flex: 1,
    minWidth: 0,
    padding: theme.spacing(1),
    borderRadius: theme.shape.borderRadius,
    background: theme.palette.background.default,
    fontFamily: 'monospace',
    fontSize: theme.typography.pxToRem(12),
    overflowWrap: 'anywhere',
  },
}));

/** Who signed a document, by which root and when, and what of it is used. */
export const StatementFacts = (props: { statement: StatementDetails }) => {
  const { statement } = props;
  const t = useTexts();
  return (
    <>
      <FactGroup name={t('statement.says')}>
        <Fact name={t('statement.about')}>
          {t(`subjectProof.${statement.proof}`)}
        </Fact>
        {statement.predicateType && (
          <Fact name={t('statement.type')}>{statement.predicateType}</Fact>
        )}
        {statement.said.map(({ name, value }) => (
          <Fact key={name} name={t(`statementField.${name}`)}>
            {value}
          </Fact>
        ))}
        {statement.claimedSigner && (
          <Fact name={t('statement.claimedSigner')}>
            {statement.claimedSigner}
          </Fact>
        )}
      </FactGroup>
      {statement.signer && (
        <FactGroup name={t('statement.signature')}>
          <SignerFacts signer={statement.signer} />
          {statement.signedAt && (
            <Fact name={t('statement.signedAt')}>
              <Moment at={statement.signedAt} />
            </Fact>
          )}
          {statement.logIndex && (
            <Fact name={t('statement.logIndex')}>{statement.logIndex}</Fact>
          )}
        </FactGroup>
      )}
      {statement.command && <Check command={statement.command} />}
    </>
  );
};

function SignerFacts(props: { signer: Signer }) {
  const { signer } = props;
  const classes = useStyles();
  const t = useTexts();
  const print = <span className={classes.print}>{signer.fingerprint}</span>;
  if (signer.kind === 'key') {
    return <Fact name={t('statement.key')}>{print}</Fact>;
  }
  return (
    <>
      {signer.issuer && (
        <Fact name={t('statement.issuer')}>{signer.issuer}</Fact>
      )}
      <Fact name={t('statement.root')}>{signer.root}</Fact>
      {signer.claims.run && (
        <Fact name={t('statement.run')}>{signer.claims.run}</Fact>
      )}
      <Fact name={t('statement.certificate')}>{print}</Fact>
    </>
  );
}

function Check(props: { command: string }) {
  const classes = useStyles();
  const t = useTexts();
  return (
    <div className={classes.check}>
      <strong>{t('statement.check')}.</strong> {t('statement.checkHint')}
      <div className={classes.command}>
        <code className={classes.code}>{props.command}</code>
        <CopyTextButton
          text={props.command}
          aria-label={t('statement.copyCommand')}
          tooltipText={t('statement.copied')}
        />
      </div>
    </div>
  );
}
