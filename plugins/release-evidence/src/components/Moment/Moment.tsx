import { makeStyles } from '@material-ui/core/styles';
import type { Instant } from 'backstage-plugin-release-evidence-common';
import { Fragment } from 'react';
import { exact, partsOf, relative } from './moments';

const useStyles = makeStyles(theme => ({
  exact: {
    color: theme.palette.textSubtle,
    whiteSpace: 'nowrap',
  },
  stacked: {
    display: 'block',
    fontSize: theme.typography.pxToRem(12),
  },
}));

/**
 * A moment: how long ago, and the exact time beside it, so that nothing is
 * only in a tooltip or lost on paper.
 */
export const Moment = (props: { at: Instant; stacked?: boolean }) => {
  const classes = useStyles();
  const moment = exact(props.at);
  return (
    <time dateTime={props.at} title={moment}>
      {relative(props.at)}{' '}
      <span
        className={`${classes.exact} ${props.stacked ? classes.stacked : ''}`}
      >
        {props.stacked ? moment : `(${moment})`}
      </span>
    </time>
  );
};

/** A sentence of the server, its moments in the reader's own words. */
export const Sentence = (props: { children: string }) => (
  <>
    {partsOf(props.children).map((part, index) => (
      <Fragment key={index}>
        {'at' in part ? (
          <time dateTime={part.at}>{exact(part.at)}</time>
        ) : (
          part.text
        )}
      </Fragment>
    ))}
  </>
);
