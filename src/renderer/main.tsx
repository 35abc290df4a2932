import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { api } from './api';
import { Shell } from './app/shell';
import { startWorkbench } from './app/start';
import { WorkbenchContext } from './documents/workbench';
import './styles/tokens.css';
import './styles/base.css';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root');
const workbench = await startWorkbench(api);
createRoot(root).render(
  <StrictMode>
    {workbench.ok ? (
      <WorkbenchContext value={workbench.value}>
        <Shell />
      </WorkbenchContext>
    ) : (
      workbench.error.message
    )}
  </StrictMode>,
);
