import type { MenuAction } from '#shared/actions/keys';
import type { HostRequest } from '#shared/api/files';
import type { Api } from '#renderer/api/client';

interface Following {
  readonly api: Pick<Api, 'hostRequests'>;
  readonly signal: AbortSignal;
  readonly open: (request: HostRequest & { readonly kind: 'open' }) => Promise<void>;
  readonly act: (action: MenuAction) => void;
}

/** Does what the system and the menu ask of the window, one after another, until it is told to stop. */
export async function followHostRequests({ api, signal, open, act }: Following): Promise<void> {
  while (!signal.aborted) {
    const asked = await api.hostRequests({}, { signal });
    if (!asked.ok || asked.value === null) return;
    for (const request of asked.value) {
      if (request.kind === 'open') await open(request);
      else act(request.action);
    }
  }
}
