import { makeStyles } from '@material-ui/core/styles';
import { Route, Routes } from 'react-router-dom';
import { deliveryRouteRef } from '../../routes';
import { onPaper } from '../paper';
import { DeliveryDetail } from './DeliveryDetail';
import { Inbox } from './Inbox';

const useStyles = makeStyles(theme => ({
  // Text outside of Typography would have the page's font, not the theme's.
  root: {
    ...theme.typography.body2,
    color: theme.palette.text.primary,
    ...onPaper(theme),
  },
}));

/** The inbox, or one delivery of it. */
export const InboxContent = () => {
  const classes = useStyles();
  return (
    <div className={classes.root} data-testid="release-evidence-inbox">
      <Routes>
        <Route path="/" element={<Inbox />} />
        <Route path={deliveryRouteRef.path} element={<DeliveryDetail />} />
      </Routes>
    </div>
  );
};
