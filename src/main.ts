import { bbdm } from './estate/bbdm.js';
import { sealos } from './estate/sealos.js';
import { voiceassistant } from './estate/voiceassistant.js';
import { Estate } from './index.js';

const estate = new Estate({
  argocd: { repo: 'https://git.example.com/platform/traffic.git', version: '3.2' },
});
voiceassistant(estate);
sealos(estate);
bbdm(estate);
estate.synth();
