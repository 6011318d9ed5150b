import '@testing-library/jest-dom';
import { toHaveNoViolations } from 'jest-axe';

expect.extend(toHaveNoViolations);

// Whole portals are rendered, which takes its time on a busy machine.
jest.setTimeout(60_000);
