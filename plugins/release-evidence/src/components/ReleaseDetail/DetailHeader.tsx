import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ArrowBackIcon from '@material-ui/icons/ArrowBack';
import LinkIcon from '@material-ui/icons/Link';
import type { ReleaseDocument } from 'backstage-plugin-release-evidence-common';
import type { ReactNode } from 'react';
import { useTabPath } from '../../routes';
import { useTexts } from '../../translations';
import { useCopied } from '../Digest/useCopied';
import { Sentence } from '../Moment/Moment';
import { detailSentence } from './detailSentence';
import { ReleaseFactList } from './ReleaseFactList';

const useStyles = makeStyles(theme => ({
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
  sentence: { marginBottom: theme.spacing(0.5) },
  action: { '@media print': { display: 'none' } },
}));

/** The answer, what can be done with the release, and its names. */
export const DetailHeader = (props: {
  release: ReleaseDocument;
  mark: ReactNode;
}) => {
  const { release, mark } = props;
  const classes = useStyles();
  const t = useTexts();
  return (
    <header>
      <Link className={classes.back} to={useTabPath()}>
        <ArrowBackIcon aria-hidden fontSize="inherit" />
        {t('detail.back')}
      </Link>
      <div className={classes.head}>
        <div className={classes.answer}>
          <Typography className={classes.sentence} variant="h5" component="h2">
            <Sentence>{detailSentence(t, release)}</Sentence>
          </Typography>
          {mark}
        </div>
        <CopyLinkButton className={classes.action} />
      </div>
      <ReleaseFactList release={release} />
    </header>
  );
};

function CopyLinkButton(props: { className: string }) {
  const t = useTexts();
  const [copied, copy] = useCopied();
  return (
    <Button
      className={props.className}
      variant="outlined"
      startIcon={<LinkIcon aria-hidden />}
      onClick={() => copy(window.location.href.split('#')[0])}
    >
      <span role="status">
        {copied ? t('detail.linkCopied') : t('detail.copyLink')}
      </span>
    </Button>
  );
}
