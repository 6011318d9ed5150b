import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import PublishIcon from '@material-ui/icons/Publish';
import { useId, useState } from 'react';
import { useTexts } from '../../translations';
import { useMayImport } from './allowances';
import { ImportDialog } from './ImportDialog';

const useStyles = makeStyles(theme => ({
  root: {
    maxWidth: 320,
    '@media print': { display: 'none' },
  },
  note: {
    fontSize: theme.typography.pxToRem(12),
    marginTop: theme.spacing(0.5),
  },
}));

/** Opens the dialog that loads recorded deliveries. */
export const ImportButton = (props: { onImported: () => void }) => {
  const classes = useStyles();
  const t = useTexts();
  const note = useId();
  const { allowed, denied } = useMayImport();
  const [open, setOpen] = useState(false);
  return (
    <div className={classes.root}>
      <Button
        variant="outlined"
        startIcon={<PublishIcon aria-hidden />}
        disabled={!allowed}
        aria-describedby={denied ? note : undefined}
        onClick={() => setOpen(true)}
      >
        {t('import.open')}
      </Button>
      {denied && (
        <div id={note} className={classes.note}>
          {t('import.denied')}
        </div>
      )}
      {open && (
        <ImportDialog
          onImported={props.onImported}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
};
