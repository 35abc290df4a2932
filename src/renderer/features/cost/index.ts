export { CostScreen } from './cost-screen';
