import TextField from '@material-ui/core/TextField';
import type { ReactNode } from 'react';

/** A native select: it works everywhere, also on a phone. */
export const Choice = (props: {
  id: string;
  label: string;
  value: string;
  onChoose: (value: string) => void;
  /** Options. */
  children: ReactNode;
}) => (
  <TextField
    id={props.id}
    select
    SelectProps={{ native: true }}
    size="small"
    variant="outlined"
    label={props.label}
    InputLabelProps={{ shrink: true }}
    value={props.value}
    onChange={event => props.onChoose(event.target.value)}
  >
    {props.children}
  </TextField>
);
