import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

/*
 * Tables that fit a phone
 *
 * Below the width that the columns need, each row becomes a block: what it is
 * called by, then the columns' names in front of the values. A second, narrow
 * rendering of the same rows would do too, but then every cell exists twice, for
 * tests and for whoever searches the page. Browsers forget that an element is
 * part of a table once it is laid out as something else, so the roles are
 * spelled out.
 */
const useStyles = makeStyles(theme => {
  const narrow = theme.breakpoints.down('md');
  return {
    table: {
      [narrow]: {
        '&, & tbody, & td, & th': { display: 'block' },
        '& tr': {
          display: 'grid',
          gridTemplateColumns:
            'repeat(auto-fill, minmax(min(100%, 300px), 1fr))',
          gap: theme.spacing(0, 3),
          borderTop: `1px solid ${theme.palette.divider}`,
          padding: theme.spacing(1.5, 2),
        },
        '& td, & th': { border: 0, padding: theme.spacing(0.5, 0) },
        '& th, & [colspan]': { gridColumn: '1 / -1' },
        '& $head': { display: 'none' },
        '& $labelled': {
          display: 'grid',
          gridTemplateColumns: `${theme.spacing(12)}px minmax(0, 1fr)`,
        },
        '& $label': { display: 'block', paddingTop: 2 },
      },
      [narrow.replace('@media', '@media screen and')]: {
        '& $group[hidden]': { display: 'none' },
      },
    },
    head: {
      '& th': {
        padding: theme.spacing(1, 2),
        color: theme.palette.textSubtle,
        fontWeight: 600,
        lineHeight: 1.5,
        whiteSpace: 'nowrap',
      },
    },
    group: {
      '@media screen': { '&[hidden]': { display: 'none' } },
      '@media print': { '&[hidden]': { display: 'table-row-group' } },
    },
    cell: {
      verticalAlign: 'top',
      lineHeight: 1.5,
      padding: theme.spacing(1.5, 2),
      // The theme would clip the outline of the focus.
      overflow: 'visible',
    },
    labelled: {},
    label: {
      display: 'none',
      color: theme.palette.textSubtle,
      fontSize: theme.typography.pxToRem(12),
    },
  };
});

/** A table whose rows become blocks where there is no room for columns. */
export const RowTable = (props: {
  label: string;
  columns: string[];
  /** Groups of rows. */
  children: ReactNode;
}) => {
  const classes = useStyles();
  return (
    <Table role="table" className={classes.table} aria-label={props.label}>
      <TableHead role="rowgroup" className={classes.head}>
        <TableRow role="row">
          {props.columns.map(column => (
            <TableCell key={column} role="columnheader" scope="col">
              {column}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      {props.children}
    </Table>
  );
};

/** Rows that belong together; hidden ones still show on paper. */
export const RowGroup = (props: { hidden?: boolean; children: ReactNode }) => {
  const classes = useStyles();
  return (
    <TableBody role="rowgroup" className={classes.group} hidden={props.hidden}>
      {props.children}
    </TableBody>
  );
};

/** One value of a row; the `heading` is what the row is called by. */
export const RowCell = (props: {
  column: string;
  heading?: boolean;
  children: ReactNode;
}) => {
  const { column, heading, children } = props;
  const classes = useStyles();
  return (
    <TableCell
      className={`${classes.cell} ${heading ? '' : classes.labelled}`}
      {...(heading
        ? { component: 'th', scope: 'row', role: 'rowheader' }
        : { role: 'cell' })}
    >
      {!heading && <span className={classes.label}>{column}</span>}
      <div>{children}</div>
    </TableCell>
  );
};
