export { ChecksScreen } from './checks-screen';
