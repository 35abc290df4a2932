import { describe, expect, it } from 'vitest';
import { readRateFile } from '#shared/money/rate-file';

// The forms of the files as the European Central Bank offers them; the rates are made up.
const daily =
  'Date, USD, JPY, BGN, CZK, DKK, GBP, KRW, \n27 November 2026, 1.0557, 160.05, 1.9558, 25.268, 7.4588, 0.83263, 1472.91, \n';
const history =
  'Date,USD,JPY,CYP,EEK,\n2026-11-27,1.0557,160.05,N/A,N/A,\n2026-11-26,1.0501,161.2,N/A,N/A,\n2004-01-02,1.2592,134.87,0.5863,15.6466,\n';
const xml = `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
	<gesmes:subject>Reference rates</gesmes:subject>
	<gesmes:Sender>
		<gesmes:name>European Central Bank</gesmes:name>
	</gesmes:Sender>
	<Cube>
		<Cube time='2026-11-27'>
			<Cube currency='USD' rate='1.0557'/>
			<Cube currency='JPY' rate='160.05'/>
			<Cube currency='BGN' rate='1.9558'/>
		</Cube>
	</Cube>
</gesmes:Envelope>`;

const read = (text: string, day = '2026-12-01') => {
  const answer = readRateFile(text, day);
  return answer.ok ? answer.value.map(({ to, rate, date }) => `${to} ${rate} ${date}`) : answer.error.code;
};

describe('a rate file of the European Central Bank', () => {
  it('is read as the CSV of a day, without currencies that nothing is priced in', () => {
    expect(read(daily)).toEqual([
      'USD 1.0557 2026-11-27',
      'JPY 160.05 2026-11-27',
      'DKK 7.4588 2026-11-27',
      'GBP 0.83263 2026-11-27',
      'KRW 1472.91 2026-11-27',
    ]);
  });

  it('is read as the XML of a day', () => {
    expect(read(xml)).toEqual(['USD 1.0557 2026-11-27', 'JPY 160.05 2026-11-27']);
  });

  it('is read as the CSV of all days, by the last day that is not after the one asked for', () => {
    expect(read(history)).toEqual(['USD 1.0557 2026-11-27', 'JPY 160.05 2026-11-27']);
    expect(read(history, '2026-11-26')).toEqual(['USD 1.0501 2026-11-26', 'JPY 161.2 2026-11-26']);
    expect(read(history, '2010-01-01')).toEqual(['USD 1.2592 2004-01-02', 'JPY 134.87 2004-01-02']);
  });

  it('is refused where it is none, or where every day of it is later', () => {
    expect(read('a,b\n1,2')).toBe('rate-file-invalid');
    expect(read('<Cube/>')).toBe('rate-file-invalid');
    expect(read(daily, '2026-01-01')).toBe('rate-file-later');
  });
});
