export { SizeScreen } from './size-screen';
