import { useState } from 'react';
import { Button } from '#renderer/components/button';
import { FileButton } from '#renderer/components/file-button';
import { TextField } from '#renderer/components/text-field';
import { useMessage } from '#renderer/i18n/use-language';
import { partyLimits, Seller } from '#shared/quote/party';
import styles from './quote.module.css';

interface CompanyFieldsProps {
  readonly seller: Seller;
  readonly onChange: (seller: Seller) => void;
}

/** The seller's letterhead: logo, colour and account. It is remembered with the seller for the next quote. */
export function CompanyFields({ seller, onChange }: CompanyFieldsProps) {
  const message = useMessage();
  const [refused, setRefused] = useState(false);
  const take = async (file: File) => {
    // What is larger than a logo may be is not even read.
    const url = file.size > partyLimits.logoLength ? '' : await dataUrlOf(file);
    const read = Seller.shape.logo.safeParse(url);
    setRefused(!read.success);
    if (read.success) onChange({ ...seller, logo: read.data });
  };
  return (
    <fieldset className={styles.party}>
      <legend>{message('quote:company.title')}</legend>
      {seller.logo !== undefined && (
        <img className={styles.logo} src={seller.logo} alt={message('quote:company.logo')} />
      )}
      <div className={styles.pair}>
        <FileButton
          label={message('quote:company.chooseLogo')}
          accept="image/png,image/jpeg"
          onFile={(file) => void take(file)}
        />
        {seller.logo !== undefined && (
          <Button kind="quiet" onClick={() => onChange({ ...seller, logo: undefined })}>
            {message('quote:company.removeLogo')}
          </Button>
        )}
      </div>
      {refused && (
        <p role="alert">
          {message('quote:company.logoRefused', {
            size: Math.floor((partyLimits.logoLength * 3) / 4 / 1_000),
          })}
        </p>
      )}
      <TextField
        label={message('quote:company.colour')}
        hint={message('quote:company.colourHint')}
        value={seller.colour ?? ''}
        maxLength={7}
        refuse={(text) =>
          /^(#[0-9a-fA-F]{6})?$/.test(text) ? undefined : message('quote:company.colourHint')
        }
        onCommit={(text) => onChange({ ...seller, colour: text === '' ? undefined : text })}
      />
      <TextField
        label={message('quote:company.bank')}
        value={seller.bank ?? ''}
        lines={2}
        maxLength={500}
        onCommit={(bank) => onChange({ ...seller, bank })}
      />
    </fieldset>
  );
}

const dataUrlOf = (file: File): Promise<string> =>
  new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : '');
    reader.onerror = () => resolve('');
    reader.readAsDataURL(file);
  });
