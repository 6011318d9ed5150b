import {
  MissingAnnotationEmptyState,
  useEntity,
} from '@backstage/plugin-catalog-react';
import {
  ARTIFACTS_ANNOTATION,
  hasReleaseEvidence,
} from 'backstage-plugin-release-evidence-common';
import { makeStyles } from '@material-ui/core/styles';
import { Route, Routes } from 'react-router-dom';
import { releaseRouteRef } from '../routes';
import { onPaper } from './paper';
import { ReleaseDetail } from './ReleaseDetail/ReleaseDetail';
import { ReleaseTab } from './ReleaseTab/ReleaseTab';

const useStyles = makeStyles(theme => ({
  // Text outside of Typography would have the page's font, not the theme's.
  root: {
    ...theme.typography.body2,
    color: theme.palette.text.primary,
    ...onPaper(theme),
  },
}));

/** The tab of a component: its releases, or one of them. */
export const ReleaseEvidenceContent = () => {
  const classes = useStyles();
  const { entity } = useEntity();
  return hasReleaseEvidence(entity) ? (
    <div className={classes.root} data-testid="release-evidence">
      <Routes>
        <Route path="/" element={<ReleaseTab />} />
        <Route path={releaseRouteRef.path} element={<ReleaseDetail />} />
      </Routes>
    </div>
  ) : (
    // A project slug would do too; to ask for all of them would mislead.
    <MissingAnnotationEmptyState annotation={ARTIFACTS_ANNOTATION} />
  );
};
