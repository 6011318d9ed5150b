import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useId, useRef, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { releaseEvidenceApiRef } from '../../api';
import { useTexts } from '../../translations';
import { VisuallyHidden } from '../Digest/VisuallyHidden';
import { sizeOf } from '../RawDocument/rawText';
import { reasonOf } from '../states/refusal';
import { ImportOutcome } from './ImportOutcome';

const useStyles = makeStyles(theme => ({
  choice: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    margin: theme.spacing(2, 0),
    overflowWrap: 'anywhere',
  },
}));

/** Chooses a file of recorded deliveries, loads it, and says what became of it. */
export const ImportDialog = (props: {
  onImported: () => void;
  onClose: () => void;
}) => {
  const { onImported, onClose } = props;
  const classes = useStyles();
  const t = useTexts();
  const title = useId();
  const api = useApi(releaseEvidenceApiRef);
  const [file, setFile] = useState<File>();
  const [loaded, load] = useAsyncFn(
    async (lines: File) => {
      const answer = await api.importDeliveries(lines);
      onImported();
      return answer;
    },
    [api, onImported],
  );
  return (
    <Dialog
      open
      fullWidth
      maxWidth="md"
      aria-labelledby={title}
      onClose={loaded.loading ? undefined : onClose}
    >
      <DialogTitle id={title}>{t('import.open')}</DialogTitle>
      <DialogContent>
        <Typography variant="body2" paragraph>
          {t('import.text')}
        </Typography>
        <Typography variant="body2" paragraph>
          {t('import.vouch')}
        </Typography>
        <div className={classes.choice}>
          <FileChooser disabled={loaded.loading} onChoose={setFile} />
          {file && (
            <span>
              {t('import.chosen', { name: file.name, size: sizeOf(file.size) })}
            </span>
          )}
        </div>
        {loaded.loading && <LinearProgress aria-label={t('import.working')} />}
        {loaded.error && (
          <Typography role="alert" variant="body2">
            {t('import.failed', { reason: reasonOf(loaded.error) })}
          </Typography>
        )}
        {loaded.value && !loaded.loading && (
          <ImportOutcome outcome={loaded.value} />
        )}
      </DialogContent>
      <DialogActions>
        <Button disabled={loaded.loading} onClick={onClose}>
          {t('import.close')}
        </Button>
        <Button
          variant="contained"
          color="primary"
          disabled={!file || loaded.loading}
          onClick={() => file && load(file)}
        >
          {t('import.start')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};

/** The browser's own chooser cannot be styled; a button that opens it can. */
function FileChooser(props: {
  disabled: boolean;
  onChoose: (file: File | undefined) => void;
}) {
  const t = useTexts();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <VisuallyHidden>
        <input
          ref={input}
          type="file"
          tabIndex={-1}
          accept=".jsonl,.ndjson,.json,.txt"
          aria-label={t('import.choose')}
          onChange={event => props.onChoose(event.target.files?.[0])}
        />
      </VisuallyHidden>
      <Button
        variant="outlined"
        disabled={props.disabled}
        onClick={() => input.current?.click()}
      >
        {t('import.choose')}
      </Button>
    </>
  );
}
