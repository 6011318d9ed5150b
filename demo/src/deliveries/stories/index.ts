import { DemoDelivery, Story } from '../story';
import { featureFlags } from './featureFlags';
import { identity } from './identity';
import { invoices } from './invoices';
import { ledger } from './ledger';
import { mobileGateway } from './mobileGateway';
import { notifications } from './notifications';
import { payments } from './payments';
import { search } from './search';
import { storefront } from './storefront';
import { uiKit } from './uiKit';

/**
 * What happened at Acme, one story for each repository; `reports` has none, as
 * nothing has happened there yet.
 */
const stories = [
  payments,
  storefront,
  ledger,
  search,
  mobileGateway,
  notifications,
  identity,
  invoices,
  featureFlags,
  uiKit,
];

/** Every delivery of the demo, in the order in which it happened. */
export function tellStories(start: Date): DemoDelivery[] {
  const story = new Story(start);
  stories.forEach(tell => tell(story));
  return story.deliveries();
}
