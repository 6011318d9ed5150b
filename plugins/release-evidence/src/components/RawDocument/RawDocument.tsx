import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import GetAppIcon from '@material-ui/icons/GetApp';
import type { DeliveryDetail } from 'backstage-plugin-release-evidence-common';
import { useCallback } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { releaseEvidenceApiRef } from '../../api';
import { Texts, useTexts } from '../../translations';
import { CopyButton } from '../Digest/CopyButton';
import { isDenied, isGone, reasonOf } from '../states/refusal';
import { sizeOf, toRawText } from './rawText';

const useStyles = makeStyles(theme => ({
  note: { margin: theme.spacing(1, 0) },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(0.5, 3),
    margin: theme.spacing(1, 0),
    fontSize: theme.typography.pxToRem(13),
    lineHeight: 1.5,
  },
  actions: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
  hash: { fontFamily: 'monospace', overflowWrap: 'anywhere' },
  document: {
    margin: 0,
    padding: theme.spacing(1.5),
    maxHeight: 420,
    overflow: 'auto',
    fontSize: theme.typography.pxToRem(12),
    lineHeight: 1.5,
    background: theme.palette.background.default,
    border: `1px solid ${theme.palette.divider}`,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    '@media print': { maxHeight: 'none' },
  },
}));

/** The delivery that a record was read out of, exactly as it was received. */
export const RawDocument = (props: { delivery: string; label: string }) => {
  const { delivery, label } = props;
  const classes = useStyles();
  const t = useTexts();
  const api = useApi(releaseEvidenceApiRef);
  const { value, error } = useAsync(async () => {
    const [detail, body] = await Promise.all([
      api.getDelivery(delivery),
      api.getDeliveryBody(delivery),
    ]);
    return { detail, body, raw: toRawText(await body.text()) };
  }, [api, delivery]);

  if (error) {
    return (
      <Typography className={classes.note} role="alert" variant="body2">
        {whyNot(t, error)}
      </Typography>
    );
  }
  if (!value) {
    return <Progress aria-label={t('raw.loading')} />;
  }
  return (
    <>
      <DocumentHead {...value} text={value.raw.text} />
      {value.raw.cut && (
        <Typography className={classes.note} variant="body2">
          {t('raw.cut')}
        </Typography>
      )}
      {/* It scrolls, so the keyboard must reach it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={classes.document} tabIndex={0} aria-label={label}>
        {value.raw.text}
      </pre>
    </>
  );
};

function whyNot(t: Texts, error: Error): string {
  if (isDenied(error)) {
    return t('raw.denied');
  }
  return isGone(error)
    ? t('raw.gone')
    : t('raw.failed', { reason: reasonOf(error) });
}

function DocumentHead(props: {
  detail: DeliveryDetail;
  body: Blob;
  text: string;
}) {
  const { detail, body, text } = props;
  const classes = useStyles();
  const t = useTexts();
  const save = useCallback(
    () => saveAs(body, `${detail.id}.txt`),
    [body, detail.id],
  );
  return (
    <div className={classes.head}>
      <div>
        <div>
          {t('raw.received', {
            delivery: detail.id,
            size: sizeOf(detail.bodySize),
          })}
        </div>
        <div>
          {t('raw.sha256')}:{' '}
          <span className={classes.hash}>{detail.bodySha256}</span>
        </div>
      </div>
      <div className={classes.actions}>
        <Button size="small" startIcon={<GetAppIcon />} onClick={save}>
          {t('raw.save')}
        </Button>
        <CopyButton text={text} label={t('raw.copy')} />
      </div>
    </div>
  );
}

function saveAs(body: Blob, name: string): void {
  const url = URL.createObjectURL(body);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
