import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { api } from './api';
import { App, Unreachable } from './app/app';
import { startWorkbench } from './app/start';
import './styles/tokens.css';
import './styles/base.css';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root');
const workbench = await startWorkbench(api);
createRoot(root).render(
  <StrictMode>
    {workbench.ok ? <App workbench={workbench.value} /> : <Unreachable refusal={workbench.error} />}
  </StrictMode>,
);
