import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ArrowBackIcon from '@material-ui/icons/ArrowBack';
import type { DeliveryDetail } from 'backstage-plugin-release-evidence-common';
import { ReactNode, useId } from 'react';
import { inboxRouteRef } from '../../routes';
import { useTexts } from '../../translations';
import { RawDocument } from '../RawDocument/RawDocument';
import { DeliveryEvidence } from './DeliveryEvidence';
import { DeliveryFacts } from './DeliveryFacts';
import { deliverySentence } from './deliverySentence';
import { ReplayButton } from './ReplayButton';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(3),
  },
  back: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    marginBottom: theme.spacing(1),
    '@media print': { display: 'none' },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'flex-start',
    gap: theme.spacing(1, 3),
  },
  answer: { flex: '1 1 300px' },
  sentence: {
    marginBottom: theme.spacing(0.5),
    overflowWrap: 'anywhere',
  },
  trouble: {
    padding: theme.spacing(2),
    margin: theme.spacing(2, 0, 0),
    borderLeft: `4px solid ${theme.palette.status.error}`,
  },
  error: {
    margin: theme.spacing(0.5, 0, 1.5),
    fontFamily: 'monospace',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  headers: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.5, 3),
    margin: 0,
    fontFamily: 'monospace',
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
    [theme.breakpoints.down('xs')]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
      '& dd': { marginBottom: theme.spacing(1) },
    },
  },
  note: { color: theme.palette.textSubtle },
}));

/** The sections of a delivery, from the answer down to the bytes. */
export const DeliverySections = (props: {
  delivery: DeliveryDetail;
  mark: ReactNode;
  onReplayed: () => void;
}) => {
  const { delivery, mark, onReplayed } = props;
  const classes = useStyles();
  const t = useTexts();
  const inboxPath = useRouteRef(inboxRouteRef);
  return (
    <article className={classes.root}>
      <header>
        <Link className={classes.back} to={inboxPath()}>
          <ArrowBackIcon aria-hidden fontSize="inherit" />
          {t('deliveryDetail.back')}
        </Link>
        <div className={classes.head}>
          <div className={classes.answer}>
            <Typography
              className={classes.sentence}
              variant="h5"
              component="h2"
            >
              {deliverySentence(t, delivery)}
            </Typography>
            {mark}
          </div>
          <ReplayButton delivery={delivery} onReplayed={onReplayed} />
        </div>
        {delivery.error && <Trouble delivery={delivery} />}
        <DeliveryFacts delivery={delivery} />
      </header>
      <DeliveryEvidence delivery={delivery} />
      <KeptHeaders headers={delivery.headers} />
      <Section title={t('deliveryDetail.raw')}>
        <RawDocument
          delivery={delivery.id}
          label={t('deliveryDetail.rawLabel')}
        />
      </Section>
    </article>
  );
};

function Trouble({ delivery }: { delivery: DeliveryDetail }) {
  const classes = useStyles();
  const t = useTexts();
  return (
    <Paper className={classes.trouble}>
      <strong>{t('deliveryDetail.error')}</strong>
      <p className={classes.error}>{delivery.error}</p>
      {delivery.status === 'dead' && <div>{t('deliveryDetail.remedy')}</div>}
    </Paper>
  );
}

function KeptHeaders({ headers }: { headers: Record<string, string> }) {
  const classes = useStyles();
  const t = useTexts();
  const entries = Object.entries(headers);
  return (
    <Section title={t('deliveryDetail.headers')}>
      {entries.length > 0 ? (
        <dl className={classes.headers}>
          {entries.map(([name, value]) => (
            <HeaderEntry key={name} name={name} value={value} />
          ))}
        </dl>
      ) : (
        <p>{t('deliveryDetail.noHeaders')}</p>
      )}
      <p className={classes.note}>{t('deliveryDetail.headersNote')}</p>
    </Section>
  );
}

function HeaderEntry(props: { name: string; value: string }) {
  return (
    <>
      <dt>{props.name}</dt>
      <dd>{props.value}</dd>
    </>
  );
}

function Section(props: { title: string; children: ReactNode }) {
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <Typography id={heading} variant="h6" component="h3" gutterBottom>
        {props.title}
      </Typography>
      {props.children}
    </section>
  );
}
