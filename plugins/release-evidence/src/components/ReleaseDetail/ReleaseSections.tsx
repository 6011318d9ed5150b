import { makeStyles } from '@material-ui/core/styles';
import type { ReleaseDocument } from 'backstage-plugin-release-evidence-common';
import type { ReactNode } from 'react';
import { Chain } from './Chain';
import type { Stage } from './chainLinks';
import { DetailHeader } from './DetailHeader';
import { EnvironmentSwitch } from './EnvironmentSwitch';
import { EvidenceTable } from './EvidenceTable';
import { useScrollToEvidence, useTargetedEvidence } from './evidenceAnchor';
import { Matrix } from './Matrix';
import { Timeline } from './Timeline';
import type { DetailView } from './useDetailView';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(3),
  },
}));

/** The sections of a release, from the answer down to the proof. */
export const ReleaseSections = (props: {
  release: ReleaseDocument;
  view: DetailView;
  onStage: (stage: Stage | undefined) => void;
  mark: ReactNode;
}) => {
  const { release, view, onStage, mark } = props;
  const classes = useStyles();
  const target = useTargetedEvidence();
  useScrollToEvidence(target);
  return (
    <article className={classes.root}>
      <DetailHeader release={release} mark={mark} />
      <EnvironmentSwitch release={release} />
      <Chain release={release} stage={view.stage} onStage={onStage} />
      {release.assessment && (
        <Matrix assessment={release.assessment} evidence={release.evidence} />
      )}
      <Timeline evidence={release.evidence} stage={view.stage} />
      <EvidenceTable
        evidence={release.evidence}
        stage={view.stage}
        onStage={onStage}
        target={target}
      />
    </article>
  );
};
