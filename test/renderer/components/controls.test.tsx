// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Button } from '#renderer/components/button';
import { Menu } from '#renderer/components/menu';
import { Meter } from '#renderer/components/meter';
import { QuantityField } from '#renderer/components/quantity-field';
import { Table } from '#renderer/components/table';
import { Tabs } from '#renderer/components/tabs';
import '#renderer/i18n/i18n';

afterEach(cleanup);

describe('the main action of a form', () => {
  const form = (run: () => void, cancel: () => void) =>
    render(
      <form>
        <QuantityField
          label="Tokens"
          unit=""
          value={100}
          minimum={1}
          maximum={1000}
          onCommit={() => undefined}
        />
        <Button onClick={cancel}>Cancel</Button>
        <Button kind="primary" onClick={run}>
          Run
        </Button>
      </form>,
    );

  it('leads to the field that refuses what is typed, instead of acting on the value it had', () => {
    const run = vi.fn();
    form(run, vi.fn());
    const field = screen.getByLabelText('Tokens');
    fireEvent.change(field, { target: { value: '-5' } });
    fireEvent.blur(field);
    fireEvent.click(screen.getByRole('button', { name: 'Run' }));
    expect(run).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: '5' } });
    fireEvent.blur(field);
    fireEvent.click(screen.getByRole('button', { name: 'Run' }));
    expect(run).toHaveBeenCalledOnce();
  });

  it('does not hold back what needs no field', () => {
    const cancel = vi.fn();
    form(vi.fn(), cancel);
    fireEvent.change(screen.getByLabelText('Tokens'), { target: { value: '-5' } });
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(cancel).toHaveBeenCalledOnce();
  });
});

describe('a quantity field', () => {
  const field = (onCommit: (value: number) => void) => {
    render(
      <QuantityField label="Limit" unit="kW" value={34.6} minimum={0} maximum={100} onCommit={onCommit} />,
    );
    return screen.getByLabelText<HTMLInputElement>('Limit');
  };

  it('is taken over on Enter and not before', () => {
    const commit = vi.fn();
    const input = field(commit);
    fireEvent.change(input, { target: { value: '40' } });
    expect(commit).not.toHaveBeenCalled();
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(commit).toHaveBeenCalledExactlyOnceWith(40);
  });

  it('says what is wrong and keeps the value that was', () => {
    const commit = vi.fn();
    const input = field(commit);
    fireEvent.change(input, { target: { value: '400' } });
    fireEvent.blur(input);
    expect(screen.getByRole('alert').textContent).toBe('At most 100.');
    expect(commit).not.toHaveBeenCalled();
    fireEvent.keyDown(input, { key: 'Escape' });
    expect(input.value).toBe('34.6');
  });

  it('steps with the arrow keys', () => {
    const commit = vi.fn();
    fireEvent.keyDown(field(commit), { key: 'ArrowUp' });
    expect(commit).toHaveBeenCalledExactlyOnceWith(35.6);
  });
});

describe('a meter', () => {
  it.each([
    [20, 'fits'],
    [33, 'near the limit'],
    [40, 'over the limit'],
  ])('at %d of 34.6 kW says that it %s', (value, word) => {
    render(<Meter label="Power" value={value} limit={34.6} text={`${value} / 34.6 kW`} />);
    expect(screen.getByRole('meter').getAttribute('aria-valuetext')).toBe(`${value} / 34.6 kW, ${word}`);
  });
});

describe('tabs', () => {
  it('have one stop for the Tab key and move with the arrows', () => {
    const select = vi.fn();
    const tabs = ['a', 'b', 'c'].map((id) => ({ id, label: id.toUpperCase() }));
    render(<Tabs label="Screens" tabs={tabs} selected="c" onSelect={select} panel="panel" />);
    expect(screen.getAllByRole('tab').map((tab) => tab.tabIndex)).toEqual([-1, -1, 0]);
    fireEvent.keyDown(screen.getByRole('tab', { selected: true }), { key: 'ArrowRight' });
    expect(select).toHaveBeenCalledExactlyOnceWith('a');
    expect(document.activeElement?.textContent).toBe('A');
  });
});

describe('a menu', () => {
  it('opens on a press, takes the focus, closes on Escape and gives the focus back', () => {
    render(<Menu label="Actions" items={[{ id: 'x', label: 'Delete', onSelect: vi.fn() }]} />);
    const button = screen.getByRole('button', { name: 'Actions' });
    fireEvent.click(button);
    expect(document.activeElement).toBe(screen.getByRole('menuitem', { name: 'Delete' }));
    fireEvent.keyDown(screen.getByRole('menu'), { key: 'Escape' });
    expect(screen.queryByRole('menu')).toBeNull();
    expect(document.activeElement).toBe(button);
  });
});

describe('a table', () => {
  it('sorts by a column on a press and the other way on the next', () => {
    const columns = [
      { id: 'kw', title: 'kW', numeric: true, cell: (row: number) => row, sortBy: (row: number) => row },
    ];
    render(<Table caption="Loads" columns={columns} rows={[2, 10, 1]} rowKey={String} />);
    const cells = () => screen.getAllByRole('cell').map((cell) => cell.textContent);
    fireEvent.click(screen.getByRole('button', { name: 'kW' }));
    expect(cells()).toEqual(['1', '2', '10']);
    fireEvent.click(screen.getByRole('button', { name: 'kW' }));
    expect(cells()).toEqual(['10', '2', '1']);
    expect(screen.getByRole('columnheader').getAttribute('aria-sort')).toBe('descending');
  });
});
