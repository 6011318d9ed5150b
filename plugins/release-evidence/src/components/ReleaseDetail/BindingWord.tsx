import type { Binding } from 'backstage-plugin-release-evidence-common';
import { useTexts } from '../../translations';
import { StatusWord } from '../Status/StatusWord';
import type { Look } from '../Status/looks';

const LOOKS: Record<Binding, Look> = {
  attested: { shape: 'check', tone: 'good' },
  authenticated: { shape: 'check', tone: 'quiet' },
  declared: { shape: 'circle', tone: 'quiet' },
  inferred: { shape: 'triangle', tone: 'warning' },
};

/** How surely something belongs to the release. */
export const BindingWord = (props: { binding: Binding }) => {
  const t = useTexts();
  return (
    <StatusWord
      {...LOOKS[props.binding]}
      word={t(`binding.${props.binding}`)}
    />
  );
};
