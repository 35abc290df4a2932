export { LayoutScreen } from './layout-screen';
