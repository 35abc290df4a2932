const line = 'var(--device-line)';

/** What the fronts of devices are filled with: told apart by shape alone, so that they read in black and white. */
export const Patterns = () => (
  <svg width="0" height="0" aria-hidden="true">
    <defs>
      <pattern id="front-lpu-node" width="6.5" height="72" patternUnits="userSpaceOnUse">
        <rect x="1" y="3" width="4.2" height="64" fill="none" stroke={line} />
        <path d="M3.1 7v4M3.1 15v26" stroke={line} strokeWidth="1.4" />
      </pattern>
      <pattern id="front-gpu-chassis" width="6" height="6" patternUnits="userSpaceOnUse">
        <circle cx="1.5" cy="1.5" r="1" fill={line} />
        <circle cx="4.5" cy="4.5" r="1" fill={line} />
      </pattern>
      <pattern id="front-gpu-cards" width="18" height="9" patternUnits="userSpaceOnUse">
        <rect x="1" y="1" width="16" height="6" rx="1" fill="none" stroke={line} />
        <circle cx="5.5" cy="4" r="1.6" fill={line} />
        <circle cx="12" cy="4" r="1.6" fill={line} />
      </pattern>
      <pattern id="front-server" width="16" height="6" patternUnits="userSpaceOnUse">
        <rect x="1" y="1" width="14" height="4" fill="none" stroke={line} />
      </pattern>
      <pattern id="front-storage" width="7" height="9" patternUnits="userSpaceOnUse">
        <rect x="1" y="1" width="5" height="7" fill={line} fillOpacity="0.35" stroke={line} />
      </pattern>
      <pattern id="front-switch" width="5.5" height="6" patternUnits="userSpaceOnUse">
        <rect x="0.8" y="1" width="3.8" height="3.8" fill={line} />
      </pattern>
      <pattern id="front-pdu" width="10" height="12" patternUnits="userSpaceOnUse">
        <circle cx="5" cy="6" r="3.4" fill="none" stroke={line} />
        <path d="M4 5v2M6 5v2" stroke={line} />
      </pattern>
      <pattern id="front-shelf" width="12" height="4" patternUnits="userSpaceOnUse">
        <path d="M0 2h7" stroke={line} />
      </pattern>
      <pattern
        id="front-blank"
        width="7"
        height="7"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <path d="M0 0v7" stroke={line} strokeOpacity="0.55" />
      </pattern>
    </defs>
  </svg>
);
