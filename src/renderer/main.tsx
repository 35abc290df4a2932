import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { api, own } from './api/window-api';
import { App, Unreachable } from './app/app';
import { startWorkbench } from './app/start';
import { loadMessages } from './i18n/i18n';
import { messagesAfterFirstView } from './i18n/together';
import './styles/tokens.css';
import './styles/base.css';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root');
const workbench = await startWorkbench({ api, own });
if (!workbench.ok) await loadMessages(messagesAfterFirstView);
createRoot(root).render(
  <StrictMode>
    {workbench.ok ? <App workbench={workbench.value} /> : <Unreachable refusal={workbench.error} />}
  </StrictMode>,
);
