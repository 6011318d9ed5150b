import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import DoneIcon from '@material-ui/icons/Done';
import FileCopyOutlinedIcon from '@material-ui/icons/FileCopyOutlined';
import { useTexts } from '../../translations';
import { useCopied } from './useCopied';
import { VisuallyHidden } from './VisuallyHidden';

const useStyles = makeStyles(theme => ({
  button: {
    // A target of 24 px at least, without making the line higher.
    padding: theme.spacing(0.5),
    margin: theme.spacing(-0.5, 0),
    fontSize: theme.typography.pxToRem(16),
    '@media print': { display: 'none' },
  },
}));

/** Copies a text, and says so. */
export const CopyButton = (props: { text: string; label: string }) => {
  const classes = useStyles();
  const t = useTexts();
  const [copied, copy] = useCopied();
  const Icon = copied ? DoneIcon : FileCopyOutlinedIcon;
  return (
    <>
      <IconButton
        className={classes.button}
        aria-label={props.label}
        onClick={() => copy(props.text)}
      >
        <Icon aria-hidden fontSize="inherit" />
      </IconButton>
      <VisuallyHidden live>{copied ? t('digest.copied') : ''}</VisuallyHidden>
    </>
  );
};
