export { RestoreScreen, type RestoreScreenProps } from './restore-screen';
